// Two people use masto.js at two instances of one deployment: one writes at the first, the other listens at the second.
// walk-masto.js FIRST SECOND ALICE BOB PASSWORD
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";
import WebSocket from "ws";

// masto.js is written for Node 22; Debian's is older.
globalThis.WebSocket ??= WebSocket;
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const PATIENCE = 20_000;
const [first, second, aliceName, bobName, password] = process.argv.slice(2);

async function tokenOf(name) {
  const rest = createRestAPIClient({ url: `http://${first}` });
  const scopes = "read write follow push";
  const app = await rest.v1.apps.create({ clientName: "walk", redirectUris: "urn:ietf:wg:oauth:2.0:oob", scopes });
  const token = await createOAuthAPIClient({ url: `http://${first}` }).token.create({
    grantType: "password",
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    username: `${name}@example.org`,
    password,
    scope: scopes,
  });
  return token.accessToken;
}

/** The next event that holds, or a failure when none comes. */
async function heard(events, what, holds) {
  const others = [];
  const listen = async () => {
    for (;;) {
      const { value: event, done } = await events.next();
      assert(!done, "the stream should stay open");
      if (holds(event)) return event;
      others.push(event.event);
    }
  };
  const late = pause(PATIENCE, null, { ref: false }).then(() =>
    assert.fail(`The stream should have told of ${what}; it told of [${others}]`));
  return Promise.race([listen(), late]);
}

/** Home follows a post after a moment. */
async function eventually(sentence, look) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    assert(Date.now() < deadline, sentence);
    await pause(50);
  }
}

/** A subscription has no answer, so whoever waits for it writes until something is heard. */
async function listening(stream, alice) {
  const events = stream.user.subscribe().values();
  const deadline = Date.now() + PATIENCE;
  let next = events.next();
  for (;;) {
    const post = await alice.v1.statuses.create({ status: "Is anybody there?" });
    const event = await Promise.race([next, pause(250, null)]);
    await alice.v1.statuses.$select(post.id).remove();
    if (event) return events;
    assert(Date.now() < deadline, "the second instance should tell of posts at the first");
  }
}

const [aliceToken, bobToken] = [await tokenOf(aliceName), await tokenOf(bobName)];
const alice = createRestAPIClient({ url: `http://${first}`, accessToken: aliceToken });
const bob = createRestAPIClient({ url: `http://${second}`, accessToken: bobToken });
const me = await alice.v1.accounts.verifyCredentials();
assert.equal(me.username, aliceName);
assert.equal((await bob.v1.accounts.lookup({ acct: aliceName })).id, me.id);
assert((await bob.v1.accounts.$select(me.id).follow()).following);

const stream = createStreamingAPIClient({
  streamingApiUrl: `ws://${second}`,
  accessToken: bobToken,
  implementation: WebSocket,
});
const events = await listening(stream, alice);

const post = await alice.v1.statuses.create({ status: "Swallows gather on the wire", visibility: "public" });
const update = await heard(events, "the post", (event) => event.event === "update" && event.payload.id === post.id);
assert.equal(update.payload.content, post.content);

const home = await eventually("the post should be in home at the second", async () => {
  const ids = (await bob.v1.timelines.home.list({ limit: 5 })).map((status) => status.id);
  return ids.includes(post.id) && ids;
});
assert.equal(home.indexOf(post.id), home.lastIndexOf(post.id), "the post should be there once");
assert((await bob.v1.timelines.public.list({ local: true })).some((status) => status.id === post.id));

const pages = bob.v1.accounts.$select(me.id).statuses.list({ limit: 1 }).values();
assert.equal((await pages.next()).value[0].id, post.id);

const mention = await alice.v1.statuses.create({ status: `@${bobName} look up`, inReplyToId: post.id });
await heard(events, "the mention", ({ event, payload }) =>
  event === "notification" && payload.type === "mention" && payload.status.id === mention.id);

await alice.v1.statuses.$select(post.id).remove();
await heard(events, "the end of the post", (event) => event.event === "delete" && event.payload === post.id);
assert(!(await bob.v1.accounts.$select(me.id).unfollow()).following);
stream.close();
