"""A server on this machine that serves feeds, and misbehaves in every way that a test asks for."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title><language>fr</language>
<item><title>Accord à Vienne</title><link>https://news.example/1</link><guid>g1</guid><pubDate>Fri, 04 Mar 2022 23:30:00 -0500</pubDate>
<description>court</description>
<content:encoded><![CDATA[<p>Paris a <b>accepté</b> l'accord.</p><script>x()</script>
<p>Oslo l'a refusé.</p>]]></content:encoded></item>
<item><title>Sans date</title><link>https://news.example/2</link><description>Rome &amp;amp; Lima ont signé.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Gazette</title>
<entry><id>tag:x,2022:1</id><title>Deal</title><link href="https://news.example/3"/><published>2022-03-04T10:00:00Z</published>
<content type="html">&lt;p&gt;Norway accepted the deal.&lt;/p&gt;</content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gazette",
        "items": [
            {
                "id": "j1",
                "url": "https://news.example/4",
                "title": "Deal",
                "content_html": "<p>Norway refused.</p>",
                "date_published": "2022-03-04",
            },
            {"id": "j2", "content_text": "Rome signed.", "language": "en"},
        ],
    }
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 100 + '">]>'


BOMB = gzip.compress(b" " * 20_000_000)


class Handler(BaseHTTPRequestHandler):
    """GET /NAME calls the method NAME."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").split("/")[0].replace("-", "_")
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, name, self.missing)()

    def log_message(self, *_: object) -> None:
        pass

    def give(self, content: str | bytes, status: int = 200, **headers: str) -> None:
        body = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        for key, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def missing(self) -> None:
        self.give("", 404)

    def rss(self) -> None:
        self.give(RSS, Content_Type="application/rss+xml", ETag='"one"', Last_Modified="Fri, 04 Mar 2022 10:00:00 GMT")

    def atom(self) -> None:
        self.give(ATOM)

    def json(self) -> None:
        self.give(JSON, Content_Type="application/feed+json")

    def conditional(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self.give("", 304)
        else:
            self.rss()

    def packed(self) -> None:
        self.give(gzip.compress(RSS.encode()), Content_Encoding="gzip")

    def hop(self) -> None:
        left = int(self.path.split("/")[2])
        self.give("", 302, Location=f"/hop/{left - 1}" if left else "/rss")

    def loop(self) -> None:
        self.give("", 301, Location="/loop")

    def elsewhere(self) -> None:
        self.give("", 302, Location=f"http://127.0.0.2:{self.server.server_address[1]}/rss")

    def to_file(self) -> None:
        self.give("", 302, Location="file:///etc/passwd")

    def to_ftp(self) -> None:
        self.give("", 302, Location="ftp://127.0.0.1/rss")

    def to_nonsense(self) -> None:
        self.give("", 302, Location="http://[half")

    def to_nowhere(self) -> None:
        self.give("", 302)

    def error(self) -> None:
        self.give("broken", 500)

    def busy(self) -> None:
        self.give("", 429, Retry_After="120")

    def busy_until(self) -> None:
        self.give("", 503, Retry_After="Fri, 04 Mar 2199 10:00:00 GMT")

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<rss><channel>")
        while not self.server.stopping:
            self.wfile.write(b"<item><title>again</title></item>" * 500)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.stopping:
            self.wfile.write(b" ")
            time.sleep(0.02)

    def silence(self) -> None:
        self.server.stop.wait(20)

    def half(self) -> None:
        self.give(RSS[:300], Content_Length="9999")

    def broken_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"zz\r\nnot a size\r\n")

    def bomb(self) -> None:
        self.give(BOMB, Content_Encoding="gzip")

    def not_packed(self) -> None:
        self.give(RSS, Content_Encoding="gzip")

    def no_http(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH\r\n" * 20)

    def huge_header(self) -> None:
        self.give(RSS, X="y" * 500_000)

    def hang_up(self) -> None:
        self.connection.close()

    def empty(self) -> None:
        self.give("")

    def page(self) -> None:
        self.give("<!DOCTYPE html><html><body><p>A page.</p></body></html>", Content_Type="text/html")

    def laughs(self) -> None:
        self.give(RSS.replace("<rss", LAUGHS + "<rss").replace("court", "&b;"))

    def noise(self) -> None:
        self.give(bytes(range(256)) * 40)

    def cut(self) -> None:
        self.give(RSS[: RSS.index("<item><title>Sans")])

    def cut_json(self) -> None:
        self.give(JSON[:200])

    def deep_json(self) -> None:
        self.give('{"items": ' + "[" * 100_000)

    def other_json(self) -> None:
        self.give('{"items": {"a": 1}}')

    def odd_items(self) -> None:
        self.give(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [1, None, {}, {"content_text": "Rome signed."}]}))

    def odd_dates(self) -> None:
        self.give(RSS.replace("Fri, 04 Mar 2022 23:30:00 -0500", "the day before"))

    def future(self) -> None:
        self.give(RSS.replace("04 Mar 2022", "04 Mar 2199"))

    def nuls(self) -> None:
        self.give(RSS.replace("accepté", "acc\0epté"))

    def old_encoding(self) -> None:
        self.give(RSS.replace("utf-8", "iso-8859-1").encode("latin-1"))

    def lying_encoding(self) -> None:
        self.give(RSS.encode("latin-1"))

    def long_entry(self) -> None:
        self.give(RSS.replace("accepté", "x" * 200_000))

    def many(self) -> None:
        items = "".join(f"<item><guid>{number}</guid><title>Titre {number}</title></item>" for number in range(6000))
        self.give(f"<rss version='2.0'><channel><title>G</title>{items}</channel></rss>")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    stopping = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stop = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Server]:
    """A running server."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.stopping = True
            server.stop.set()
            server.shutdown()
            thread.join()
