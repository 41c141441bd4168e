"""What the walks of Python clients share."""
import html.parser
import http.cookiejar
import time
import urllib.error
import urllib.parse
import urllib.request

PATIENCE = 20


def expect(holds, sentence, seen=None):
    if not holds:
        raise SystemExit(f"{sentence}; seen:\n{seen}")


def eventually(look, holds, sentence):
    """Looks again until what it sees holds; timelines and notifications follow a post after a moment."""
    deadline = time.monotonic() + PATIENCE
    while not holds(seen := look()):
        expect(time.monotonic() < deadline, f"{sentence}, within {PATIENCE} s", seen)
        time.sleep(0.05)
    return seen


class Form(html.parser.HTMLParser):
    """The first form of a page that is sent with POST: where to, and what it carries already."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields, self.within = None, {}, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form" and self.action is None and attributes.get("method") == "post":
            self.action, self.within = attributes["action"], True
        elif tag == "input" and self.within and attributes.get("type") == "hidden":
            self.fields[attributes["name"]] = attributes["value"]

    def handle_endtag(self, tag):
        self.within = self.within and tag != "form"


class Browser:
    """Keeps cookies, follows redirects and fills in forms, as somebody does who lets an app in."""

    def __init__(self):
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.at, self.page = "", ""

    def open(self, url, data=None):
        try:
            with self.opener.open(url, data, timeout=PATIENCE) as answer:
                self.at, self.page = answer.geturl(), answer.read().decode()
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{url} should be a page; it answered {refused.code}:\n{refused.read().decode()}") from None

    def send(self, **filled_in):
        form = Form(self.page)
        expect(form.action, f"{self.at} should have a form", self.page)
        data = urllib.parse.urlencode({**form.fields, **filled_in}).encode()
        self.open(urllib.parse.urljoin(self.at, form.action), data)


def code_from(url, login, password):
    """Signs in at an app's address, lets it in, and reads the code off the page."""
    browser = Browser()
    browser.open(url)
    browser.send(login=login, password=password)
    browser.send(decision="allow")
    codes = urllib.parse.parse_qs(urllib.parse.urlsplit(browser.at).query).get("code", [])
    expect(codes and codes[0] in browser.page, "the last page should show the code", (browser.at, browser.page))
    return codes[0]
