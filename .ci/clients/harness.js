// Shared code of the JavaScript client tests.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

export const TIMEOUT_MS = 20_000;

/** Polls until the result is truthy; timelines and notifications are updated asynchronously. */
export async function eventually(sentence, look) {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    assert(Date.now() < deadline, sentence);
    await pause(50);
  }
}

export const ids = (page) => page.map((one) => one.id);

export const has = (page, one) => ids(page).includes(one.id);

export async function within(promise, sentence) {
  const late = pause(TIMEOUT_MS, null, { ref: false }).then(() => assert.fail(sentence()));
  return Promise.race([promise, late]);
}

/** A minimal browser: keeps cookies, follows redirects and fills in forms, as for authorizing an app. */
class Browser {
  cookies = new Map();

  async open(url, body) {
    this.at = new URL(url, this.at);
    const headers = { cookie: [...this.cookies].map((pair) => pair.join("=")).join("; ") };
    const answer = await fetch(this.at, { method: body ? "POST" : "GET", body, headers, redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      this.cookies.set(name, value);
    }
    if ([302, 303].includes(answer.status)) return this.open(answer.headers.get("location"));
    this.page = await answer.text();
    assert(answer.ok, `${this.at} should be a page; it answered ${answer.status}: ${this.page}`);
  }

  send(filledIn) {
    const form = /<form [^>]*method="post" action="([^"]+)">(.*?)<\/form>/s.exec(this.page);
    assert(form, `${this.at} should have a form: ${this.page}`);
    const fields = new URLSearchParams();
    for (const [input] of form[2].matchAll(/<input [^>]*type="hidden"[^>]*>/g)) {
      fields.set(/name="([^"]*)"/.exec(input)[1], plain(/value="([^"]*)"/.exec(input)[1]));
    }
    Object.entries(filledIn).forEach(([name, value]) => fields.set(name, value));
    return this.open(plain(form[1]), fields);
  }
}

function plain(escaped) {
  const characters = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
  return escaped.replace(/&(?:lt|gt|quot|#39|amp);/g, (one) => characters[one]);
}

/** Signs in at the address of an app, authorizes it, and returns the code on the page. */
export async function codeFrom(url, login, password) {
  const browser = new Browser();
  await browser.open(url);
  await browser.send({ login, password });
  await browser.send({ decision: "allow" });
  const code = browser.at.searchParams.get("code");
  assert(code && browser.page.includes(code), `the last page should show the code: ${browser.page}`);
  return code;
}

/** The errors of these libraries are verbose; this prints the stack and the message of the server. */
process.on("uncaughtException", (error) => {
  const answered = error.response ? ` ${error.response.status} ${JSON.stringify(error.response.data)}` : "";
  const where = error.config ? ` ${error.config.method} ${error.config.url}` : (error.cause?.url ?? "");
  console.error(error.stack, where, error.statusCode ?? "", answered);
  process.exit(1);
});
