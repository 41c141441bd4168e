// Three users exercise all of masto.js at two instances of one deployment: alice and carol at the first, bob at the
// second, where he also streams. test-masto.js FIRST SECOND ALICE BOB CAROL PASSWORD
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient, MastoHttpError } from "masto";
import WebSocket from "ws";
import { codeFrom, eventually, has, ids, TIMEOUT_MS, within } from "./harness.js";

// masto.js requires Node 22; Debian's is older.
globalThis.WebSocket ??= WebSocket;
Promise.withResolvers ??= () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const [first, second, aliceName, bobName, carolName, password] = process.argv.slice(2);
const SCOPES = "read write follow push";
const OOB = "urn:ietf:wg:oauth:2.0:oob";
const nobody = createRestAPIClient({ url: `http://${first}` });
const oauth = createOAuthAPIClient({ url: `http://${first}` });
const word = randomBytes(4).toString("hex");

const newApp = (scopes = SCOPES) => nobody.v1.apps.create({ clientName: "walk", redirectUris: OOB, scopes });

const grant = (app, params) =>
  oauth.token.create({ clientId: app.clientId, clientSecret: app.clientSecret, redirectUri: OOB, ...params });

const at = (instance, accessToken) => createRestAPIClient({ url: `http://${instance}`, accessToken });

/** Expects an error of the library with this status and message. */
async function refused(promise, status) {
  const error = await promise.then((seen) => assert.fail(`should be refused: ${JSON.stringify(seen)}`), (thrown) => thrown);
  assert(error instanceof MastoHttpError, `${error}`);
  assert.equal(error.statusCode, status, error.message);
  assert(error.message);
  return error;
}

async function join(instance, name) {
  const app = await newApp();
  const { accessToken } = await grant(app, { grantType: "client_credentials", scope: SCOPES });
  const sentence = { email: `${name}@example.org`, password, agreement: true, locale: "en" };
  const vain = await refused(at(first, accessToken).v1.accounts.create({ ...sentence, username: "no such name!" }), 422);
  assert(vain.details.username[0].error.startsWith("ERR_"));
  const token = await at(first, accessToken).v1.accounts.create({ ...sentence, username: name });
  const rest = at(instance, token.accessToken);
  const me = await rest.v1.accounts.verifyCredentials();
  assert.equal(me.username, name);
  return { rest, me, token: token.accessToken };
}

async function oneSignsInInThreeWays() {
  const app = await newApp();
  const byPassword = await grant(app, { grantType: "password", username: aliceName, password, scope: SCOPES });
  assert.equal((await at(second, byPassword.accessToken).v1.accounts.verifyCredentials()).username, aliceName);
  await oauth.revoke({ clientId: app.clientId, clientSecret: app.clientSecret, token: byPassword.accessToken });
  await refused(at(first, byPassword.accessToken).v1.accounts.verifyCredentials(), 401);

  const codeVerifier = randomBytes(32).toString("base64url");
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: OOB,
    scope: SCOPES,
    code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const code = await codeFrom(`http://${first}/oauth/authorize?${asked}`, aliceName, password);
  await refused(grant(app, { grantType: "authorization_code", code, codeVerifier: "x".repeat(43) }), 400);
  const another = await codeFrom(`http://${first}/oauth/authorize?${asked}`, aliceName, password);
  const byCode = await grant(app, { grantType: "authorization_code", code: another, codeVerifier });
  assert.equal((await at(first, byCode.accessToken).v1.apps.verifyCredentials()).name, "walk");

  const reader = await newApp("read");
  const read = await grant(reader, { grantType: "password", username: aliceName, password, scope: "read" });
  await refused(at(first, read.accessToken).v1.statuses.create({ status: "May I?" }), 403);
  await refused(grant(reader, { grantType: "password", username: aliceName, password: "not this", scope: "read" }), 400);
  await refused(nobody.v1.bookmarks.list(), 401);
}

async function theInstanceTellsOfItself({ rest }) {
  for (const asking of [rest, nobody]) {
    const seen = await asking.v2.instance.fetch();
    assert(seen.domain && seen.configuration.urls.streaming && seen.configuration.statuses.maxCharacters);
    assert((await asking.v1.instance.fetch()).urls.streamingApi);
    assert.deepEqual(await asking.v1.customEmojis.list(), []);
  }
  assert.deepEqual(await rest.v1.announcements.list(), []);
  assert.deepEqual(await rest.v1.trends.links.list(), []);
  assert.deepEqual(await rest.v1.domainBlocks.list(), []);
  await rest.v1.domainBlocks.create({ domain: "example.net" });
  await rest.v1.domainBlocks.remove({ domain: "example.net" });
  assert.equal((await rest.v1.preferences.fetch())["posting:default:visibility"], "public");
  await refused(rest.v1.push.subscription.fetch(), 404);
  await refused(rest.v1.statuses.$select("99999999999999999").fetch(), 404);
  await refused(rest.v1.accounts.$select("99999999999999999").fetch(), 404);
  await refused(rest.v1.statuses.create({ status: "" }), 422);
}

/** The events of one subscription, which starts with the first call: waits for the next matching event. */
class Ear {
  constructor(subscription) {
    this.events = subscription.values();
    this.coming = this.events.next();
    this.others = [];
  }

  hear(what, holds) {
    const listen = async () => {
      for (;;) {
        const { value: event, done } = await this.coming;
        assert(!done, "the stream should stay open");
        this.coming = this.events.next();
        if (holds(event)) return event.payload;
        this.others.push(event.event);
      }
    };
    return within(listen(), () => `The stream should have told of ${what}; it told of [${this.others}]`);
  }

  update(post) {
    return this.hear("a post", ({ event, payload }) => event === "update" && payload.id === post.id);
  }
}

/** A subscription is not acknowledged, so posts are written until one arrives. */
async function listening(subscription, writer, params) {
  const ear = new Ear(subscription);
  await eventually("the second instance should tell of posts at the first", async () => {
    const post = await writer.v1.statuses.create({ status: "Is anybody there?", ...params });
    const event = await Promise.race([ear.coming, pause(250, null)]);
    await writer.v1.statuses.$select(post.id).remove();
    return event;
  });
  return ear;
}

async function aPostArrives(alice, bob, ear) {
  const meta = { requestInit: { headers: { "Idempotency-Key": word } } };
  const post = await alice.rest.v1.statuses.create({ status: "Swallows gather on the wire", visibility: "public" }, meta);
  const again = await alice.rest.v1.statuses.create({ status: "Swallows gather on the wire" }, meta);
  assert.equal(again.id, post.id, "the same idempotency key should be the same post");
  assert.equal((await ear.update(post)).content, post.content);
  const home = await eventually("the post should be in home at the second", async () => {
    const seen = ids(await bob.rest.v1.timelines.home.list({ limit: 5 }));
    return seen.includes(post.id) && seen;
  });
  assert.equal(home.indexOf(post.id), home.lastIndexOf(post.id), "the post should be there once");
  assert(has(await bob.rest.v1.timelines.public.list({ local: true }), post));
  const pages = bob.rest.v1.accounts.$select(alice.me.id).statuses.list({ limit: 1 }).values();
  assert.equal((await pages.next()).value[0].id, post.id);
  return post;
}

async function theyAnswerEachOther(alice, bob, post, ear) {
  const mention = await alice.rest.v1.statuses.create({ status: `@${bobName} look up`, inReplyToId: post.id });
  await ear.hear("the mention", ({ event, payload }) =>
    event === "notification" && payload.type === "mention" && payload.status.id === mention.id);
  const seen = bob.rest.v1.statuses.$select(post.id);
  assert((await seen.favourite()).favourited);
  assert.equal((await seen.reblog()).reblog.id, post.id);
  assert((await seen.bookmark()).bookmarked);
  assert.deepEqual(ids(await seen.favouritedBy.list()), [bob.me.id]);
  assert.deepEqual(ids(await seen.rebloggedBy.list()), [bob.me.id]);
  assert(has(await bob.rest.v1.favourites.list(), post) && has(await bob.rest.v1.bookmarks.list(), post));
  assert.deepEqual(ids((await seen.context.fetch()).descendants), [mention.id]);
  assert.deepEqual(ids((await bob.rest.v1.statuses.$select(mention.id).context.fetch()).ancestors), [post.id]);
  const { favouritesCount, reblogsCount, repliesCount } = await seen.fetch();
  assert.deepEqual([favouritesCount, reblogsCount, repliesCount], [1, 1, 1]);
  assert.deepEqual(ids(await bob.rest.v1.statuses.fetch({ id: [mention.id, post.id] })).sort(), [post.id, mention.id].sort());
  assert.equal((await bob.rest.v1.accounts.fetch({ id: [alice.me.id, bob.me.id] })).length, 2);
}

async function notificationsComeInGroups(alice, bob, carol, post) {
  await carol.rest.v1.statuses.$select(post.id).favourite();
  const { rest } = alice;
  const found = await eventually("both favourites should be one group", async () => {
    const page = await rest.v2.notifications.list({ groupedTypes: ["favourite"] });
    const group = page.notificationGroups.find((one) => one.type === "favourite" && one.statusId === post.id);
    return group?.notificationsCount === 2 && { page, group };
  });
  assert.deepEqual([...found.group.sampleAccountIds], [carol.me.id, bob.me.id]);
  assert(has(found.page.accounts, carol.me) && has(found.page.statuses, post));
  assert.equal(typeof found.group.mostRecentNotificationId, "number");
  const group = rest.v2.notifications.$select(found.group.groupKey);
  assert.equal((await group.fetch()).notificationGroups[0].groupKey, found.group.groupKey);
  assert.equal((await group.accounts.fetch()).length, 2);
  const { count } = await rest.v2.notifications.unreadCount.fetch();
  assert(count >= 3, `unread: ${count}`);
  assert((await rest.v1.notifications.unreadCount.fetch()).count >= count);
  const all = await rest.v1.notifications.list({ types: ["favourite"] });
  assert.equal(all.length, 2);
  assert.equal((await rest.v1.notifications.$select(all[0].id).fetch()).type, "favourite");
  await group.dismiss();
  assert.equal((await rest.v1.notifications.list({ types: ["favourite"] })).length, 0);
  const latest = (await rest.v1.notifications.list({ limit: 1 }))[0];
  await rest.v1.markers.create({ notifications: { lastReadId: latest.id } });
  assert.equal((await rest.v1.markers.fetch({ timeline: ["notifications"] })).notifications.lastReadId, latest.id);
  assert.equal((await rest.v2.notifications.unreadCount.fetch()).count, 0);
  await rest.v1.notifications.$select(latest.id).dismiss();
  await refused(rest.v1.notifications.$select(latest.id).fetch(), 404);
  await rest.v1.notifications.clear();
  assert.deepEqual(await rest.v1.notifications.list(), []);
}

async function strangersWaitAtTheDoor(alice, bob) {
  const { rest } = alice;
  const policy = await rest.v2.notifications.policy.update({ forNotFollowing: "filter" });
  assert.equal(policy.forNotFollowing, "filter");
  await bob.rest.v1.statuses.create({ status: `@${aliceName} do you know me?` });
  const [request] = await eventually("the mention should wait", async () => {
    const page = await rest.v1.notifications.requests.list();
    return page.length === 1 && page;
  });
  assert.equal(request.account.id, bob.me.id);
  assert.equal(request.notificationsCount, "1");
  assert.equal((await rest.v2.notifications.policy.fetch()).summary.pendingRequestsCount, 1);
  assert.deepEqual(await rest.v1.notifications.list({ types: ["mention"] }), []);
  const door = rest.v1.notifications.requests.$select(request.id);
  assert.equal((await door.fetch()).id, request.id);
  await door.accept();
  await eventually("what was accepted should be told", async () =>
    (await rest.v1.notifications.list({ types: ["mention"] })).length === 1);
  await eventually("and be merged", async () => (await rest.v1.notifications.requests.merged.fetch()).merged);
  await rest.v2.notifications.policy.update({ forNotFollowing: "accept" });
}

async function pagesFollowEachOther(alice, bob) {
  const written = [];
  for (let number = 0; number < 50; number++) {
    written.unshift((await alice.rest.v1.statuses.create({ status: `Swift number ${number}` })).id);
  }
  await eventually("all should be in home", async () =>
    String(ids(await bob.rest.v1.timelines.home.list({ limit: 40 }))) === String(written.slice(0, 40)));
  for (const list of [bob.rest.v1.timelines.home, bob.rest.v1.accounts.$select(alice.me.id).statuses]) {
    const seen = [];
    for await (const page of list.list({ limit: 20 })) {
      seen.push(...ids(page));
      if (seen.length >= 50) break;
    }
    assert.deepEqual(seen.slice(0, 50), written, "pages should hold the 50, newest first, each once");
  }
  const newer = bob.rest.v1.timelines.home.list({ minId: written[45], limit: 20 }).setDirection("prev");
  const upwards = [];
  for await (const page of newer) {
    upwards.unshift(...ids(page));
    if (upwards.length >= 45) break;
  }
  assert.deepEqual(upwards, written.slice(0, 45), "upwards too");
}

async function followersPage(alice, bob, carol) {
  await carol.rest.v1.accounts.$select(alice.me.id).follow();
  const seen = [];
  for await (const page of alice.rest.v1.accounts.$select(alice.me.id).followers.list({ limit: 1 })) {
    assert(page.length <= 1);
    seen.push(...ids(page));
  }
  assert.deepEqual(seen, [carol.me.id, bob.me.id]);
  await alice.rest.v1.accounts.$select(carol.me.id).follow();
  assert.deepEqual(ids(await alice.rest.v1.accounts.$select(alice.me.id).following.list()), [carol.me.id]);
  const [familiar] = await bob.rest.v1.accounts.familiarFollowers.fetch({ id: [carol.me.id] });
  assert.deepEqual(ids(familiar.accounts), [alice.me.id]);
  const suggested = await eventually("carol should be suggested", async () => {
    const page = await bob.rest.v2.suggestions.list();
    return page.find((one) => one.account.id === carol.me.id);
  });
  assert(suggested.source);
  await bob.rest.v1.suggestions.$select(carol.me.id).remove();
  assert(!(await bob.rest.v2.suggestions.list()).some((one) => one.account.id === carol.me.id));
  assert.equal((await alice.rest.v1.accounts.$select(carol.me.id).removeFromFollowers()).followedBy, false);
  await carol.rest.v1.accounts.$select(alice.me.id).follow();
}

async function aProfileChanges(alice, bob) {
  const changed = await alice.rest.v1.accounts.updateCredentials({
    displayName: "Alice of the wire",
    note: "Swifts & swallows",
    discoverable: true,
    source: { privacy: "unlisted", language: "en" },
    fieldsAttributes: [{ name: "pronouns", value: "she" }, { name: "seen", value: "swift" }],
  });
  assert.equal(changed.displayName, "Alice of the wire");
  assert.equal(changed.source.note, "Swifts & swallows");
  assert.deepEqual(changed.fields.map(({ name, value }) => [name, value]), [["pronouns", "she"], ["seen", "swift"]]);
  const post = await alice.rest.v1.statuses.create({ status: "By default" });
  assert.equal(post.visibility, "unlisted");
  await alice.rest.v1.accounts.updateCredentials({ source: { privacy: "public" } });
  assert.equal((await bob.rest.v1.accounts.$select(alice.me.id).fetch()).displayName, changed.displayName);
  assert.equal((await bob.rest.v1.accounts.lookup({ acct: aliceName })).fields.length, 2);
  assert(has(await bob.rest.v1.directory.list({ order: "new", local: true }), alice.me));
  assert.equal((await alice.rest.v1.profile.fetch()).displayName, "Alice of the wire");
}

async function aPollIsVotedOn(alice, bob) {
  const poll = { options: ["swift", "swallow", "martin"], expiresIn: 600, multiple: false };
  const post = await alice.rest.v1.statuses.create({ status: "Which bird?", poll });
  assert.deepEqual(post.poll.options.map((one) => one.title), poll.options);
  const voted = await bob.rest.v1.polls.$select(post.poll.id).votes.create({ choices: [1] });
  assert(voted.voted);
  assert.deepEqual([...voted.ownVotes], [1]);
  assert.deepEqual(voted.options.map((one) => one.votesCount), [0, 1, 0]);
  assert.equal((await alice.rest.v1.polls.$select(post.poll.id).fetch()).votesCount, 1);
  await refused(bob.rest.v1.polls.$select(post.poll.id).votes.create({ choices: [0] }), 422);
  await refused(alice.rest.v1.polls.$select(post.poll.id).votes.create({ choices: [0] }), 422);
}

async function aPostIsEdited(alice, bob, ear) {
  const post = await alice.rest.v1.statuses.create({ status: "The swift flys", spoilerText: "Bird" });
  const own = alice.rest.v1.statuses.$select(post.id);
  const edited = await own.update({ status: "The swift flies", spoilerText: "Birds" });
  assert(edited.editedAt && edited.content.includes("flies"));
  const told = await ear.hear("the edit", ({ event, payload }) => event === "status.update" && payload.id === post.id);
  assert.equal(told.content, edited.content);
  assert.deepEqual((await own.history.list()).map((one) => one.spoilerText), ["Bird", "Birds"]);
  assert.equal((await own.source.fetch()).text, "The swift flies");
  await refused(bob.rest.v1.statuses.$select(post.id).update({ status: "Mine now" }), 404);
}

async function aPostWaits({ rest }) {
  const due = new Date(Date.now() + 3_600_000).toISOString();
  const waiting = await rest.v1.statuses.create({ status: "Later", scheduledAt: due, visibility: "private" });
  assert.equal(waiting.scheduledAt, due);
  assert.deepEqual([waiting.params.text, waiting.params.visibility], ["Later", "private"]);
  assert.deepEqual(ids(await rest.v1.scheduledStatuses.list()), [waiting.id]);
  const later = new Date(Date.now() + 7_200_000).toISOString();
  const own = rest.v1.scheduledStatuses.$select(waiting.id);
  assert.equal((await own.update({ scheduledAt: later })).scheduledAt, later);
  assert.equal((await own.fetch()).scheduledAt, later);
  await own.remove();
  assert.deepEqual(await rest.v1.scheduledStatuses.list(), []);
  await refused(own.fetch(), 404);
}

async function postsArePinnedAndHushed(alice, bob) {
  const post = await alice.rest.v1.statuses.create({ status: "Keep this" });
  const own = alice.rest.v1.statuses.$select(post.id);
  assert((await own.pin()).pinned);
  assert.deepEqual(ids(await bob.rest.v1.accounts.$select(alice.me.id).statuses.list({ pinned: true })), [post.id]);
  await refused(bob.rest.v1.statuses.$select(post.id).pin(), 422);
  assert(!(await own.unpin()).pinned);
  assert((await own.mute()).muted);
  assert(!(await own.unmute()).muted);
  const kept = bob.rest.v1.statuses.$select(post.id);
  assert((await kept.bookmark()).bookmarked);
  assert(!(await kept.unbookmark()).bookmarked);
  assert((await kept.favourite()).favourited && !(await kept.unfavourite()).favourited);
  assert((await kept.reblog()).reblog && !(await kept.unreblog()).reblogged);
}

async function somePostsAreNotForAll(alice, bob, carol, ear) {
  const followers = await alice.rest.v1.statuses.create({ status: "For followers", visibility: "private" });
  await refused(nobody.v1.statuses.$select(followers.id).fetch(), 404);
  assert.equal((await bob.rest.v1.statuses.$select(followers.id).fetch()).id, followers.id);
  const direct = await alice.rest.v1.statuses.create({ status: `@${bobName} only you ${word}`, visibility: "direct" });
  await refused(carol.rest.v1.statuses.$select(direct.id).fetch(), 404);
  const told = await ear.hear("the conversation", ({ event, payload }) =>
    event === "conversation" && payload.lastStatus?.id === direct.id);
  assert.deepEqual(ids(told.accounts), [alice.me.id]);
  const found = await eventually("the conversation should be there", async () =>
    (await bob.rest.v1.conversations.list()).find((one) => one.lastStatus?.id === direct.id));
  assert(found.unread);
  const one = bob.rest.v1.conversations.$select(found.id);
  assert(!(await one.read()).unread);
  assert((await one.unread()).unread);
  await one.remove();
  assert(!has(await bob.rest.v1.conversations.list(), found));
}

async function listsHaveTimelines(alice, bob, stream) {
  const { rest } = bob;
  const made = await rest.v1.lists.create({ title: "Wires", exclusive: true, repliesPolicy: "followed" });
  assert.deepEqual([made.title, made.exclusive, made.repliesPolicy], ["Wires", true, "followed"]);
  const list = rest.v1.lists.$select(made.id);
  assert.equal((await list.update({ title: "Cables", exclusive: true })).title, "Cables");
  await list.accounts.create({ accountIds: [alice.me.id] });
  assert.deepEqual(ids(await list.accounts.list()), [alice.me.id]);
  assert(has(await rest.v1.accounts.$select(alice.me.id).lists.list(), made));
  const ear = await listening(stream.list.subscribe({ list: made.id }), alice.rest);
  const post = await alice.rest.v1.statuses.create({ status: "On the list" });
  await ear.update(post);
  await eventually("the list's timeline should have it", async () =>
    has(await rest.v1.timelines.list.$select(made.id).list(), post));
  assert(!has(await rest.v1.timelines.home.list(), post), "an exclusive list keeps its members out of home");
  await list.update({ title: "Cables", exclusive: false });
  await eventually("home should have it again", async () => has(await rest.v1.timelines.home.list(), post));
  await list.accounts.remove({ accountIds: [alice.me.id] });
  assert.deepEqual(await list.accounts.list(), []);
  await list.remove();
  await refused(list.fetch(), 404);
}

async function tagsAreFollowed(alice, bob, carol, stream) {
  const name = `wire${word}`;
  const tag = bob.rest.v1.tags.$select(name);
  assert((await tag.follow()).following);
  assert((await bob.rest.v1.followedTags.list()).some((one) => one.name === name));
  const ear = await listening(stream.hashtag.subscribe({ tag: name }), carol.rest, { status: `Anybody at the #${name}?` });
  await bob.rest.v1.accounts.$select(carol.me.id).unfollow();
  const post = await carol.rest.v1.statuses.create({ status: `Many at the #${name}` });
  await ear.update(post);
  assert(has(await bob.rest.v1.timelines.tag.$select(name).list(), post));
  await eventually("a followed tag's posts should be in home", async () => has(await bob.rest.v1.timelines.home.list(), post));
  const { history, following } = await tag.fetch();
  assert(following && Array.isArray(history));
  const featured = await carol.rest.v1.featuredTags.create({ name });
  assert.equal(featured.name, name);
  assert(has(await carol.rest.v1.featuredTags.list(), featured));
  assert.equal((await bob.rest.v1.accounts.$select(carol.me.id).featuredTags.list())[0].name, name);
  assert(Array.isArray(await carol.rest.v1.featuredTags.suggestions.list()));
  await carol.rest.v1.featuredTags.$select(featured.id).remove();
  assert(!(await tag.unfollow()).following);
  assert(Array.isArray(await bob.rest.v1.trends.tags.list()) && Array.isArray(await bob.rest.v1.trends.statuses.list()));
  const found = await bob.rest.v2.search.list({ q: name, type: "hashtags" });
  assert(found.hashtags.some((one) => one.name === name));
  assert.deepEqual(ids((await bob.rest.v2.search.list({ q: post.url, resolve: true })).statuses), [post.id]);
  assert.deepEqual(ids((await bob.rest.v2.search.list({ q: carol.me.url, resolve: true })).accounts), [carol.me.id]);
  assert(has((await bob.rest.v2.search.list({ q: carolName, type: "accounts" })).accounts, carol.me));
  assert(has(await bob.rest.v1.accounts.search.list({ q: carolName, limit: 5 }), carol.me));
  await eventually("her own post should be found", async () =>
    has((await carol.rest.v2.search.list({ q: name, type: "statuses" })).statuses, post));
}

async function filtersMarkPosts(alice, bob, ear) {
  const { rest } = bob;
  const bird = `wagtail${word}`;
  const made = await rest.v2.filters.create({
    title: "Birds",
    context: ["home", "public"],
    filterAction: "warn",
    expiresIn: 3600,
    keywordsAttributes: [{ keyword: bird, wholeWord: true }],
  });
  assert.deepEqual([made.title, made.filterAction, made.keywords[0].keyword], ["Birds", "warn", bird]);
  await ear.hear("changed filters", ({ event }) => event === "filters_changed");
  const filter = rest.v2.filters.$select(made.id);
  assert.equal((await filter.update({ title: "Some birds", filterAction: "hide" })).filterAction, "hide");
  assert(has(await rest.v2.filters.list(), made));
  const keyword = await filter.keywords.create({ keyword: "pipit", wholeWord: false });
  assert.equal((await filter.keywords.list()).length, 2);
  const pipit = rest.v2.filters.keywords.$select(keyword.id);
  assert.equal((await pipit.update({ keyword: "lark" })).keyword, "lark");
  assert.equal((await pipit.fetch()).keyword, "lark");
  await pipit.remove();
  const post = await alice.rest.v1.statuses.create({ status: `A ${bird} bobs` });
  const other = await alice.rest.v1.statuses.create({ status: "Not by its words" });
  const marked = await filter.statuses.create({ statusId: other.id });
  assert.equal(marked.statusId, other.id);
  assert.equal((await rest.v2.filters.statuses.$select(marked.id).fetch()).id, marked.id);
  const home = await eventually("both should be in home", async () => {
    const page = await rest.v1.timelines.home.list();
    return has(page, post) && has(page, other) && page;
  });
  const mark = (one) => home.find(({ id }) => id === one.id).filtered[0];
  assert.deepEqual([...mark(post).keywordMatches], [bird]);
  assert.equal(mark(post).filter.filterAction, "hide");
  assert.deepEqual([...mark(other).statusMatches], [other.id]);
  await rest.v2.filters.statuses.$select(marked.id).remove();
  assert.deepEqual(await filter.statuses.list(), []);
  const old = await rest.v1.filters.list();
  assert(old.some((one) => one.phrase === bird), "the first version should list its keyword");
  await filter.remove();
  await refused(filter.fetch(), 404);
  const first = await rest.v1.filters.create({ phrase: bird, context: ["home"], wholeWord: true });
  assert.equal((await rest.v1.filters.$select(first.id).fetch()).phrase, bird);
  assert.equal((await rest.v1.filters.$select(first.id).update({ phrase: "crow", context: ["home"] })).phrase, "crow");
  await rest.v1.filters.$select(first.id).remove();
  assert.deepEqual(await rest.v1.filters.list(), []);
}

async function peopleTurnAway(alice, bob) {
  const { rest } = bob;
  const her = rest.v1.accounts.$select(alice.me.id);
  const post = await alice.rest.v1.statuses.create({ status: "Do you mind?" });
  const isInHome = async () => has(await rest.v1.timelines.home.list(), post);
  await eventually("her post should be in home", isInHome);
  const muted = await her.mute({ notifications: true, duration: 600 });
  assert(muted.muting && muted.mutingNotifications);
  assert.deepEqual(ids(await rest.v1.mutes.list()), [alice.me.id]);
  assert(!(await isInHome()), "whom one mutes should leave home");
  assert(!(await her.unmute()).muting);
  await eventually("her posts should come back", isInHome);
  assert.equal((await her.note.create({ comment: "Met at the wire" })).note, "Met at the wire");
  assert((await her.pin()).endorsed);
  assert.deepEqual(ids(await rest.v1.endorsements.list()), [alice.me.id]);
  assert(!(await her.unpin()).endorsed);
  const blocked = await her.block();
  assert(blocked.blocking && !blocked.following && !blocked.followedBy);
  assert.deepEqual(ids(await rest.v1.blocks.list()), [alice.me.id]);
  assert((await alice.rest.v1.accounts.relationships.fetch({ id: [bob.me.id] }))[0].blockedBy);
  await eventually("whom one blocks should leave home", async () => !(await isInHome()));
  const hers = await rest.v1.statuses.create({ status: "At last" });
  await refused(alice.rest.v1.statuses.$select(hers.id).fetch(), 404);
  assert(!(await her.unblock()).blocking);
  const report = { accountId: alice.me.id, statusIds: [post.id], comment: "Too many swifts", category: "spam" };
  assert((await rest.v1.reports.create(report)).id);
}

async function oneAsksToFollow(alice, bob) {
  assert((await alice.rest.v1.accounts.updateCredentials({ locked: true })).locked);
  const her = bob.rest.v1.accounts.$select(alice.me.id);
  assert((await her.follow()).requested);
  assert.deepEqual(ids(await alice.rest.v1.followRequests.list()), [bob.me.id]);
  await alice.rest.v1.followRequests.$select(bob.me.id).reject();
  const [seen] = await bob.rest.v1.accounts.relationships.fetch({ id: [alice.me.id] });
  assert(!seen.requested && !seen.following);
  await her.follow();
  assert((await alice.rest.v1.followRequests.$select(bob.me.id).authorize()).followedBy);
  assert((await bob.rest.v1.accounts.relationships.fetch({ id: [alice.me.id] }))[0].following);
  await alice.rest.v1.accounts.updateCredentials({ locked: false });
}

async function aDeletedPostLeaves(alice, bob, ear) {
  const post = await alice.rest.v1.statuses.create({ status: "Not for long" });
  await ear.update(post);
  assert.equal((await alice.rest.v1.statuses.$select(post.id).remove()).text, "Not for long");
  await ear.hear("the end of the post", ({ event, payload }) => event === "delete" && payload === post.id);
  await refused(bob.rest.v1.statuses.$select(post.id).fetch(), 404);
}

const [alice, bob, carol] = [await join(first, aliceName), await join(second, bobName), await join(first, carolName)];
await oneSignsInInThreeWays();
await theInstanceTellsOfItself(alice);
assert.equal((await bob.rest.v1.accounts.lookup({ acct: aliceName })).id, alice.me.id);
assert((await bob.rest.v1.accounts.$select(alice.me.id).follow({ reblogs: true })).following);
await strangersWaitAtTheDoor(alice, bob);

// All subscriptions of a user share one socket.
const stream = createStreamingAPIClient({
  streamingApiUrl: `ws://${second}`,
  accessToken: bob.token,
  implementation: WebSocket,
  retry: false,
});
const ear = await listening(stream.user.subscribe(), alice.rest);
const directs = new Ear(stream.direct.subscribe());
const post = await aPostArrives(alice, bob, ear);
await theyAnswerEachOther(alice, bob, post, ear);
await notificationsComeInGroups(alice, bob, carol, post);
await pagesFollowEachOther(alice, bob);
await followersPage(alice, bob, carol);
await aProfileChanges(alice, bob);
await aPollIsVotedOn(alice, bob);
await aPostIsEdited(alice, bob, ear);
await aPostWaits(alice);
await postsArePinnedAndHushed(alice, bob);
await somePostsAreNotForAll(alice, bob, carol, directs);
await listsHaveTimelines(alice, bob, stream);
await tagsAreFollowed(alice, bob, carol, stream);
await aDeletedPostLeaves(alice, bob, ear);
await filtersMarkPosts(alice, bob, ear);
await peopleTurnAway(alice, bob);
await oneAsksToFollow(alice, bob);
assert(!(await bob.rest.v1.accounts.$select(alice.me.id).unfollow()).following);
stream.close();
process.exit(0);
