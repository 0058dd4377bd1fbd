"""Connections to public addresses only: the address that was checked is connected to, whatever its name resolves to later."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from httpcore import NetworkStream


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 addresses behind a NAT64, RFC 6052


class RefusedError(httpcore.ConnectError):
    """The name stands for a private address."""


class _Guarded(httpcore.SyncBackend):
    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        address = self._address(host, port)
        return super().connect_tcp(address, port, timeout, local_address, socket_options)

    def connect_unix_socket(self, *_: Any, **__: Any) -> NetworkStream:
        raise RefusedError("no sockets of this machine")

    def _address(self, host: str, port: int) -> str:
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"name {host!r} not found") from error
        if self._allow_private:
            return found[0]
        for address in found:
            if not public(address):
                raise RefusedError(f"{host} is the private address {address}, refused (see --allow-private)")
        return found[0]


def public(address: str) -> bool:
    """Whether an address is one of the open network: not of this machine, a local net, or another special use."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


class GuardedTransport(httpx.BaseTransport):
    """httpx's way to the network, through the guarded connections."""

    def __init__(self, *, allow_private: bool) -> None:
        """Keep connections open to a few hosts at a time."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            network_backend=_Guarded(allow_private=allow_private),
            max_connections=10,
            keepalive_expiry=5.0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; what goes wrong on the way is an httpx error."""
        url = httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        passed = httpcore.Request(request.method, url, headers=request.headers.raw, content=b"", extensions=request.extensions)
        with _as_httpx(request):
            response = self._pool.handle_request(passed)
        stream = _Stream(response.stream, request)
        return httpx.Response(response.status, headers=response.headers, stream=stream, extensions=response.extensions)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


class _as_httpx:  # noqa: N801 - a context manager
    def __init__(self, request: httpx.Request) -> None:
        self._request = request

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (httpcore.TimeoutException,)):
            raise httpx.TimeoutException(str(error) or "no answer in time", request=self._request) from error
        if isinstance(error, (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)):
            raise httpx.TransportError(str(error) or type(error).__name__, request=self._request) from error


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Any, request: httpx.Request) -> None:
        self._stream = stream
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx(self._request):
            yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()
