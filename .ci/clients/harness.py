"""Shared code of the Python client tests."""
import html.parser
import http.cookiejar
import time
import urllib.error
import urllib.parse
import urllib.request

TIMEOUT = 20


def expect(holds, sentence, seen=None):
    if not holds:
        raise SystemExit(f"{sentence}; seen:\n{seen}")


def eventually(look, holds, sentence):
    """Polls until the condition holds; timelines and notifications are updated asynchronously."""
    deadline = time.monotonic() + TIMEOUT
    while not holds(seen := look()):
        expect(time.monotonic() < deadline, f"{sentence}, within {TIMEOUT} s", seen)
        time.sleep(0.05)
    return seen


class Form(html.parser.HTMLParser):
    """The first POST form of a page: its action and initial values."""

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
    """A minimal browser: keeps cookies, follows redirects and fills in forms, as for authorizing an app."""

    def __init__(self):
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.at, self.page = "", ""

    def open(self, url, data=None):
        try:
            with self.opener.open(url, data, timeout=TIMEOUT) as answer:
                self.at, self.page = answer.geturl(), answer.read().decode()
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{url} should be a page; it answered {refused.code}:\n{refused.read().decode()}") from None

    def send(self, **filled_in):
        form = Form(self.page)
        expect(form.action, f"{self.at} should have a form", self.page)
        data = urllib.parse.urlencode({**form.fields, **filled_in}).encode()
        self.open(urllib.parse.urljoin(self.at, form.action), data)


def code_from(url, login, password):
    """Signs in at the address of an app, authorizes it, and returns the code on the page."""
    browser = Browser()
    browser.open(url)
    browser.send(login=login, password=password)
    browser.send(decision="allow")
    codes = urllib.parse.parse_qs(urllib.parse.urlsplit(browser.at).query).get("code", [])
    expect(codes and codes[0] in browser.page, "the last page should show the code", (browser.at, browser.page))
    return codes[0]
