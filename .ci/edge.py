"""What the edge cache of conf/nginx must do, for test-balancer: an origin with pages and files, and the stories."""
import asyncio
import gzip
import time

PAGE = "public, max-age=60"
BRIEF = "public, max-age=1, stale-if-error=60"
IMMUTABLE = "public, max-age=31536000, immutable"
VARY = "Authorization, Cookie, Accept-Encoding"
# nginx counts in whole seconds, so what is fresh for one second is old after two.
EXPIRED = 2.1
VIDEO = bytes(at % 251 for at in range(3 << 20))


class Site:
    """The pages and files of an origin, and the requests that reached it."""

    def __init__(self):
        self.pages, self.files, self.asked, self.delay, self.failing = {}, {}, [], 0, None

    def page(self, path, text, caching=PAGE):
        """A page that tells requests with credentials something else, which is not public."""
        self.pages[path] = (text, caching)

    def file(self, path, content):
        self.files[path] = content

    def requests(self, path):
        return [headers for asked, headers in self.asked if asked == path]

    async def answer(self, path, headers):
        """The status, headers and body for a path of this site; None for other paths."""
        if path not in self.pages and path not in self.files and not path.startswith(("/media/", "/edge/", "/@")):
            return None
        self.asked.append((path, headers))
        await asyncio.sleep(self.delay)
        if self.failing:
            return self.failing, {"cache-control": "private, no-store"}, b"failing"
        if path in self.files:
            return file_answer(self.files[path], headers)
        if path not in self.pages:
            return 404, {"cache-control": "private, no-store"}, b"nothing here"
        return self.page_answer(*self.pages[path], headers)

    def page_answer(self, text, caching, headers):
        credentials = headers.get("authorization") or headers.get("cookie")
        told = {"vary": VARY, "x-ratelimit-limit": "300", "x-ratelimit-remaining": "7", "x-ratelimit-reset": "soon",
                "x-request-id": headers["x-request-id"], "cache-control": "private, no-store" if credentials else caching}
        body = (f"for {credentials}" if credentials else text).encode()
        if "gzip" in headers.get("accept-encoding", ""):
            return 200, told | {"content-encoding": "gzip"}, gzip.compress(body)
        return 200, told, body


def file_answer(content, headers):
    told = {"cache-control": IMMUTABLE, "etag": f'"{len(content)}-{content[:8].hex()}"', "accept-ranges": "bytes"}
    if told["etag"] in headers.get("if-none-match", ""):
        return 304, told, b""
    if "range" not in headers:
        return 200, told, content
    first, last = headers["range"].removeprefix("bytes=").split("-")
    first, last = int(first), min(int(last), len(content) - 1)
    if first >= len(content):
        return 416, told | {"content-range": f"bytes */{len(content)}"}, b""
    return 206, told | {"content-range": f"bytes {first}-{last}/{len(content)}"}, content[first:last + 1]


SITE = Site()


def expect(condition, sentence, seen=None):
    if not condition:
        raise AssertionError(f"{sentence}; seen: {seen}")


def shorten(folder):
    """Files are asked for again after a second instead of ten minutes."""
    configured = folder / "conf.d" / "skein.inc"
    text = configured.read_text()
    for minutes in "200 206 10m", "404 30s":
        assert f" {minutes};" in text, f"skein.inc should have proxy_cache_valid {minutes}"
        text = text.replace(f" {minutes};", f" {minutes.rsplit(' ', 1)[0]} 1s;")
    configured.write_text(text)


async def shows(client, path, wanted, sentence, status=200, more=""):
    seen = await client.ask(f"GET {path}{more}")
    expect(seen[0] == status and (wanted is None or seen[2] == wanted), f"{sentence} ({path})", (seen[0], seen[2][:100]))
    return seen[1]


async def public_pages_outlive_the_origin(client, _):
    for path in "/@alice", "/@bob", "/@carol":
        SITE.page(path, "first", BRIEF)
        await shows(client, path, b"first", "a page is served")
    await asyncio.sleep(EXPIRED)
    SITE.failing = 503
    await shows(client, "/@alice", b"first", "a page is served while Skein sheds load")
    await shows(client, "/@nobody", None, "a page that was never requested is not", 503)
    SITE.failing = "hang up"
    await shows(client, "/@bob", b"first", "a page is served while Skein is unreachable")
    SITE.failing = None
    SITE.page("/@alice", "second", BRIEF)
    await shows(client, "/@alice", b"second", "a page is fetched again as soon as Skein answers")
    del SITE.pages["/@carol"]
    await shows(client, "/@carol", None, "a deleted page is gone, although it could be served if Skein failed", 404)


async def pages_are_refreshed_in_the_background(client, _):
    SITE.page("/@dora", "first", "public, max-age=1, stale-while-revalidate=30")
    await shows(client, "/@dora", b"first", "a page is served")
    SITE.page("/@dora", "second", "public, max-age=1, stale-while-revalidate=30")
    await asyncio.sleep(EXPIRED)
    SITE.delay = 0.5
    before = time.monotonic()
    await shows(client, "/@dora", b"first", "the old page is served at once")
    expect(time.monotonic() - before < 0.4, "nobody waits for the refresh", time.monotonic() - before)
    SITE.delay = 0
    await asyncio.sleep(0.7)
    await shows(client, "/@dora", b"second", "then the new one")
    expect(len(SITE.requests("/@dora")) == 2, "the page was requested twice", SITE.requests("/@dora"))


async def a_second_request_does_not_reach_the_origin(client, _):
    for path in "/api/v1/timelines/public?limit=2", "/", "/tags/robin", "/openapi.json", "/.well-known/nodeinfo":
        SITE.page(path, f"at {path}")
        first = await shows(client, path, f"at {path}".encode(), "an answer passes")
        second = await shows(client, path, f"at {path}".encode(), "a cached answer is the same")
        expect(len(SITE.requests(path)) == 1, "one request reaches the origin", (path, len(SITE.requests(path))))
        expect(first.get("x-ratelimit-remaining") == "7", "the client that was counted sees its limit", first)
        expect(not [name for name in second if name.startswith("x-ratelimit")], "other clients do not", second)
        expect(second["x-request-id"] != first["x-request-id"], "each answer has its own request id", second)
        expect(second["cache-control"] == PAGE and second["vary"].startswith("Authorization, Cookie"),
               "further caches get the same rules", second)
    SITE.page("/auth/edge", "a form")
    for _ in range(2):
        await shows(client, "/auth/edge", b"a form", "a page with a form passes")
    expect(len(SITE.requests("/auth/edge")) == 2, "pages with forms are never stored", SITE.requests("/auth/edge"))


async def many_requests_for_an_absent_answer_are_one(client, _):
    SITE.page("/api/v1/edge/cold", "warm")
    SITE.file("/media/aa/cold.jpg", b"a picture")
    SITE.delay = 0.3
    for path in "/api/v1/edge/cold", "/media/aa/cold.jpg":
        answers = await asyncio.gather(*(client.ask(f"GET {path}") for _ in range(100)))
        expect({(status, body) for status, _, body in answers} <= {(200, b"warm"), (200, b"a picture")}, "all get it", path)
        expect(len(SITE.requests(path)) == 1, "100 concurrent requests reach the origin once", (path, len(SITE.requests(path))))
    SITE.delay = 0


async def credentials_bypass_the_cache(client, _):
    """Neither does a signed-in user get an anonymous answer, nor anyone else that of a signed-in user."""
    for number, credentials in enumerate(("Authorization: Bearer a", "Cookie: session=b", "authorization: 0")):
        secret = f"for {credentials.split(': ')[1]}".encode()
        path, reverse = f"/api/v1/edge/{number}", f"/api/v1/edge/reverse/{number}"
        for one in path, reverse:
            SITE.page(one, "for anyone")
        await shows(client, path, b"for anyone", "an anonymous answer is served")
        for _ in range(2):
            await shows(client, path, secret, "a signed-in user gets its own", more=f"\n{credentials}")
        await shows(client, path, b"for anyone", "an anonymous client gets the cached answer")
        expect(len(SITE.requests(path)) == 3, "answers with credentials are not stored", len(SITE.requests(path)))
        await shows(client, reverse, secret, "a signed-in user comes first", more=f"\n{credentials}")
        await shows(client, reverse, b"for anyone", "an anonymous client gets an answer of its own")
    SITE.page("/@eve", "for anyone", PAGE)
    SITE.page_answer, restored = lambda *_: (200, {"cache-control": PAGE}, b"a secret"), SITE.page_answer
    for credentials in "Authorization: Bearer a", "Cookie: session=b", "Content-Length: 2":
        await client.ask(f"GET /@eve\n{credentials}", b"{}" if "Length" in credentials else b"")
    await client.ask("GET /@eve?access_token=a")
    SITE.page_answer = restored
    await shows(client, "/@eve", b"for anyone", "not even an answer that is public by mistake is stored")


async def variants_are_kept_apart(client, _):
    SITE.page("/@variants", "as text")
    for _ in range(2):
        headers = await shows(client, "/@variants", None, "a compressed page is served", more="\nAccept-Encoding: gzip")
        expect(headers.get("content-encoding") == "gzip", "it is compressed", headers)
        await shows(client, "/@variants", b"as text", "a plain one as well")
    expect(len(SITE.requests("/@variants")) == 2, "each is requested once", len(SITE.requests("/@variants")))


async def a_deleted_file_is_gone_in_time(client, _):
    path = "/media/aa/deleted.jpg"
    SITE.file(path, b"bytes of a picture")
    for _ in range(2):
        headers = await shows(client, path, b"bytes of a picture", "a file is served")
        expect(headers["cache-control"] == IMMUTABLE, "browsers keep it for ever", headers)
    expect(len(SITE.requests(path)) == 1, "from the cache", len(SITE.requests(path)))
    await asyncio.sleep(EXPIRED)
    await shows(client, path, b"bytes of a picture", "a file that still exists stays")
    expect("if-none-match" in SITE.requests(path)[1], "and is not sent again", SITE.requests(path))
    await client.ask(f"GET {path}?query")
    expect(len(SITE.requests(path)) == 2, "a query string does not bypass the cache", SITE.asked[-1])
    del SITE.files[path]
    await asyncio.sleep(EXPIRED)
    await shows(client, path, None, "a deleted file is gone", 404)
    SITE.file("/media/aa/unverified.jpg", b"a picture")
    await shows(client, "/media/aa/unverified.jpg", b"a picture", "a file is served")
    SITE.failing = 503
    await asyncio.sleep(EXPIRED)
    await shows(client, "/media/aa/unverified.jpg", None, "a file that may be deleted is not served", 503)
    SITE.failing = None


async def files_with_credentials_are_not_stored(client, _):
    path = "/media/aa/signed-in.jpg"
    SITE.file(path, b"a picture")
    for credentials in "Authorization: Bearer a", "Cookie: session=b":
        await shows(client, path, b"a picture", "it is served", more=f"\n{credentials}")
    await shows(client, path, b"a picture", "it is served")
    await shows(client, path, b"a picture", "it is served", more="\nCookie: session=b")
    expect(len(SITE.requests(path)) == 4, "requests with credentials pass the cache", len(SITE.requests(path)))


async def paths_cannot_be_confused(client, _):
    """nginx and Skein could read the same line as different paths; then a client could store a 404 for a picture."""
    path = "/media/aa/confused.jpg"
    SITE.file(path, b"a picture")
    for line in "/tags/..%2fmedia/aa/confused.jpg", "/media/%2e/aa/confused.jpg", "//media//aa/confused.jpg":
        await shows(client, line, b"a picture", "the origin gets the path that is the key")
    await shows(client, path, b"a picture", "a picture is served")
    expect({asked for asked, _ in SITE.asked if "confused" in asked} == {path}, "the origin sees one path", SITE.asked[-3:])


async def ranges_of_videos_are_served(client, _):
    path = "/media/aa/video.mp4"
    SITE.file(path, VIDEO)
    for first, last in ((1_500_000, 1_500_099), (1_600_000, 1_600_000), (1_500_000, 1_500_099)):
        headers = await shows(client, path, VIDEO[first:last + 1], "a range is served", 206, f"\nRange: bytes={first}-{last}")
        expect(headers["content-range"] == f"bytes {first}-{last}/{len(VIDEO)}", "it says which", headers)
    fetched = [asked.get("range") for asked in SITE.requests(path)]
    expect(fetched == ["bytes=1048576-2097151"], "only its part is fetched, once", fetched)
    await shows(client, path, VIDEO[1_000_000:2_500_000], "a range over several parts", 206, "\nRange: bytes=1000000-2499999")
    await shows(client, path, VIDEO[-100:], "the end", 206, "\nRange: bytes=-100")
    headers = await shows(client, path, VIDEO, "the whole video")
    expect(headers["content-length"] == str(len(VIDEO)), "with its length", headers)
    ranges = sorted(asked.get("range") for asked in SITE.requests(path))
    expect(len(ranges) <= len(set(ranges)) + 3, "each part is fetched once in its time", ranges)
    await shows(client, path, None, "no range after the end", 416, f"\nRange: bytes={len(VIDEO)}-")


STORIES = [public_pages_outlive_the_origin, pages_are_refreshed_in_the_background, a_second_request_does_not_reach_the_origin,
           many_requests_for_an_absent_answer_are_one, credentials_bypass_the_cache, variants_are_kept_apart,
           a_deleted_file_is_gone_in_time, files_with_credentials_are_not_stored, paths_cannot_be_confused,
           ranges_of_videos_are_served]
