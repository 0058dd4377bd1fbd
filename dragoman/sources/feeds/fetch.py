"""Fetching from servers that may be slow, wrong or hostile: everything about an answer is bounded."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.model import InputError
from dragoman.version import __version__

try:
    import httpx

    from dragoman.sources.feeds.guard import GuardedTransport
except ModuleNotFoundError as error:
    raise InputError("feeds need another package: pip install 'dragoman[feeds]'") from error

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_NOT_MODIFIED = 304
_BUSY = (429, 503)
_LONGEST_WAIT = 86_400.0  # seconds: a server that asks for more is asked again after a day all the same
_AGENT = f"dragoman/{__version__} (news feed reader)"
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may take.

    Seconds to connect and between two pieces (`timeout`), seconds in all (`total`), bytes unpacked (`max_bytes`), `redirects`; and
    `politeness`: seconds between two requests to one host.
    """

    timeout: float = 15.0
    total: float = 60.0
    max_bytes: int = 10_000_000
    redirects: int = 5
    politeness: float = 1.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What a server said last time, to ask for news only: its ETag and Last-Modified; empty where none."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from after redirects, its content (None: not modified), its media type, and what to say next time."""

    url: str
    content: bytes | None
    kind: str = ""
    state: State = field(default_factory=State)


class BusyError(InputError):
    """The server asks to be left alone for `seconds`."""

    def __init__(self, message: str, seconds: float) -> None:
        """Tell for how long."""
        super().__init__(message)
        self.seconds = seconds


class Fetcher:
    """Fetches with limits, one request at a time to a host; a context manager."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Proxies and certificates of the environment are not used: the guard could not see through them."""
        self._limits = limits or Limits()
        self._last: dict[str, float] = {}
        self._client = httpx.Client(
            transport=GuardedTransport(allow_private=self._limits.allow_private),
            headers={"User-Agent": _AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=self._limits.timeout,
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def fetch(self, url: str, state: State | None = None) -> Fetched:
        """Fetch what an address holds. Raises InputError (BusyError where it should be asked later) for everything that goes wrong."""
        deadline = time.monotonic() + self._limits.total
        seen = []
        try:
            for _ in range(self._limits.redirects + 1):
                seen.append(url)
                answer = self._once(url, state or State(), deadline)
                if isinstance(answer, Fetched):
                    return answer
                url = answer
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            raise InputError(f"{' '.join(str(error).split())[:200] or type(error).__name__}") from error
        raise InputError(f"more than {self._limits.redirects} redirects" + (", in a circle" if len(set(seen)) < len(seen) else ""))

    def _once(self, url: str, state: State, deadline: float) -> Fetched | str:
        """One request: the answer, or the address that it redirects to."""
        asked = httpx.URL(url)
        if asked.scheme not in ("http", "https") or not asked.host:
            raise InputError(f"{url[:200]}: not an address of the web")
        self._wait(asked.host, deadline)
        headers = {name: value for name, value in (("If-None-Match", state.etag), ("If-Modified-Since", state.modified)) if value}
        with self._client.stream("GET", asked, headers=headers) as response:
            if response.status_code == _NOT_MODIFIED:
                return Fetched(url, None, state=state)
            if response.has_redirect_location:
                return str(asked.join(response.headers["Location"]))
            if response.is_redirect:
                raise InputError(f"HTTP status {response.status_code}: a redirect without an address")
            if response.status_code in _BUSY:
                raise BusyError(f"HTTP status {response.status_code}", _seconds(response.headers.get("Retry-After", "")))
            if not response.is_success:
                raise InputError(f"HTTP status {response.status_code}")
            content = self._content(response, deadline)
            told = State(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
            return Fetched(url, content, response.headers.get("Content-Type", "").split(";")[0].strip().lower(), told)

    def _content(self, response: httpx.Response, deadline: float) -> bytes:
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > self._limits.max_bytes:
                raise InputError(f"answer longer than {self._limits.max_bytes} bytes")
            if time.monotonic() > deadline:
                raise InputError(f"answer not complete after {self._limits.total:g} seconds")
        return bytes(content)

    def _wait(self, host: str, deadline: float) -> None:
        """Leave some time between two requests to one host."""
        now = time.monotonic()
        pause = self._last.get(host, -self._limits.politeness) + self._limits.politeness - now
        if now + max(pause, 0) > deadline:
            raise InputError(f"not done after {self._limits.total:g} seconds")
        if pause > 0:
            time.sleep(pause)
        self._last[host] = time.monotonic()


def _seconds(told: str) -> float:
    """What a Retry-After header asks for; 0 where it tells nothing usable."""
    from datetime import UTC, datetime  # noqa: PLC0415 - for the odd answer only
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    if told.strip().isdecimal():
        return min(float(told), _LONGEST_WAIT)
    try:
        return min(max((parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST_WAIT)
    except (ValueError, TypeError):
        return 0.0
