// Three users exercise all of megalodon at one instance. test-megalodon.js HOST:PORT ALICE BOB CAROL PASSWORD
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import generator, { detector } from "megalodon";
import { codeFrom, eventually, has, ids, within } from "./harness.js";

const [address, aliceName, bobName, carolName, password] = process.argv.slice(2);
const url = `http://${address}`;
const SCOPES = ["read", "write", "follow", "push"];
const word = randomBytes(4).toString("hex");
const sns = await detector(url);
assert.equal(sns, "mastodon");
const client = (token = null) => generator(sns, url, token);
const nobody = client();

/** The result of a call. */
const of = async (call) => (await call).data;

/** Expects an error with a status and a message. */
async function refused(call, status) {
  const error = await call.then((seen) => assert.fail(`should be refused: ${JSON.stringify(seen.data)}`), (thrown) => thrown);
  assert.equal(error.response?.status, status, `${error} ${JSON.stringify(error.response?.data)}`);
  assert(error.response.data.error, "a refusal should have its sentence");
  return error.response.data;
}

/** The library requests no app token, which sign-up requires; it is requested separately. */
async function appToken(app) {
  const asked = { grant_type: "client_credentials", client_id: app.client_id, client_secret: app.client_secret };
  const body = new URLSearchParams({ ...asked, scope: SCOPES.join(" ") });
  return (await (await fetch(`${url}/oauth/token`, { method: "POST", body })).json()).access_token;
}

async function join(name) {
  const app = await nobody.registerApp("walk", { scopes: SCOPES });
  const joining = client(await appToken(app));
  assert.equal((await of(joining.verifyAppCredentials())).name, "walk");
  const vain = await refused(joining.registerAccount("no such name!", `${name}@example.org`, password, true, "en"), 422);
  assert(vain.details.username[0].error.startsWith("ERR_"));
  const token = await of(joining.registerAccount(name, `${name}@example.org`, password, true, "en"));
  assert(token.access_token ?? token.accessToken, JSON.stringify(token));

  const code = await codeFrom(app.url, name, password);
  const signedIn = await nobody.fetchAccessToken(app.client_id, app.client_secret, code);
  const rest = client(signedIn.access_token);
  const me = await of(rest.verifyAccountCredentials());
  assert.equal(me.username, name);
  return { rest, me, token: signedIn.access_token, app };
}

async function anAppIsPutOut(name) {
  const app = await nobody.registerApp("walk", { scopes: ["read"] });
  const signedIn = await nobody.fetchAccessToken(app.client_id, app.client_secret, await codeFrom(app.url, name, password));
  const rest = client(signedIn.access_token);
  await refused(rest.postStatus("May I?"), 403);
  await nobody.revokeToken(app.client_id, app.client_secret, signedIn.access_token);
  await refused(rest.getHomeTimeline(), 401);
  await refused(nobody.getBookmarks(), 401);
  await refused(nobody.fetchAccessToken(app.client_id, app.client_secret, "no code"), 400);
}

async function theInstanceTellsOfItself({ rest }) {
  for (const asking of [rest, nobody]) {
    const seen = await of(asking.getInstance());
    assert(seen.uri === address && seen.urls.streaming_api && seen.configuration.statuses.max_characters);
    assert.deepEqual(await of(asking.getInstanceCustomEmojis()), []);
  }
  assert.deepEqual(await of(rest.getInstanceAnnouncements()), []);
  assert(Array.isArray(await of(rest.getInstanceTrends())));
  assert.deepEqual(await of(rest.getDomainBlocks()), []);
  await rest.blockDomain("example.net");
  await rest.unblockDomain("example.net");
  assert.equal((await of(rest.getPreferences()))["posting:default:visibility"], "public");
  await refused(rest.getPushSubscription(), 404);
  await refused(rest.getStatus("99999999999999999"), 404);
  await refused(rest.getAccount("99999999999999999"), 404);
  await refused(rest.postStatus(""), 422);
}

/** Collects the events of a stream. */
class Ear {
  static EVENTS = ["update", "status_update", "delete", "notification", "conversation"];

  static async at(opening) {
    const ear = new Ear();
    ear.heard = [];
    ear.stream = await opening;
    Ear.EVENTS.forEach((name) => ear.stream.on(name, (payload) => ear.note(name, payload)));
    // The library supports only some events.
    ear.stream.on("parser-error", (error) => assert(/Unknown event|filters_changed/.test(error.message), error));
    await within(new Promise((open) => ear.stream.once("connect", open)), () => "the stream should open");
    return ear;
  }

  note(name, payload) {
    this.heard.push([name, payload]);
    this.noted?.();
  }

  until(wanted, holds) {
    const listen = async () => {
      for (let next = 0; ; ) {
        for (; next < this.heard.length; next++) {
          const [name, payload] = this.heard[next];
          if (name === wanted && holds(payload)) return payload;
        }
        await new Promise((noted) => { this.noted = noted; });
      }
    };
    return within(listen(), () => `a stream should have told of ${wanted}, not ${this.heard.map(([name]) => name)}`);
  }

  update(post) {
    return this.until("update", (told) => told.id === post.id);
  }
}

async function aPostArrives(alice, bob, ears) {
  const post = await of(alice.rest.postStatus("Larks over the field", { visibility: "public", language: "en" }));
  for (const ear of ears) assert.equal((await ear.update(post)).content, post.content);
  await eventually("the post should be in home", async () => has(await of(bob.rest.getHomeTimeline()), post));
  assert(has(await of(bob.rest.getPublicTimeline()), post) && has(await of(bob.rest.getLocalTimeline()), post));
  return post;
}

async function theyAnswerEachOther(alice, bob, post, ear) {
  const reply = await of(bob.rest.postStatus(`@${aliceName} how many?`, { in_reply_to_id: post.id }));
  assert.deepEqual([reply.in_reply_to_id, reply.mentions[0].username], [post.id, aliceName]);
  const told = await ear.until("notification", (one) => one.type === "mention" && one.status.id === reply.id);
  assert((await of(bob.rest.favouriteStatus(post.id))).favourited);
  assert.equal((await of(bob.rest.reblogStatus(post.id))).reblog.id, post.id);
  assert((await of(bob.rest.bookmarkStatus(post.id))).bookmarked);
  assert.deepEqual(ids(await of(alice.rest.getStatusFavouritedBy(post.id))), [bob.me.id]);
  assert.deepEqual(ids(await of(alice.rest.getStatusRebloggedBy(post.id))), [bob.me.id]);
  assert(has(await of(bob.rest.getFavourites()), post) && has(await of(bob.rest.getBookmarks()), post));
  assert.deepEqual(ids((await of(alice.rest.getStatusContext(post.id))).descendants), [reply.id]);
  assert.deepEqual(ids((await of(alice.rest.getStatusContext(reply.id))).ancestors), [post.id]);
  const { favourites_count, reblogs_count, replies_count } = await of(alice.rest.getStatus(post.id));
  assert.deepEqual([favourites_count, reblogs_count, replies_count], [1, 1, 1]);
  await eventually("all should be told", async () => {
    const types = new Set((await of(alice.rest.getNotifications())).map((one) => one.type));
    return ["follow", "mention", "favourite", "reblog"].every((type) => types.has(type));
  });
  assert.equal((await of(alice.rest.getNotification(told.id))).status.id, reply.id);
  assert(!(await of(alice.rest.getNotifications({ exclude_types: ["mention"] }))).some((one) => one.type === "mention"));
  await of(alice.rest.saveMarkers({ notifications: { last_read_id: told.id } }));
  assert.equal((await of(alice.rest.getMarkers(["notifications"]))).notifications.last_read_id, told.id);
  await alice.rest.dismissNotification(told.id);
  await refused(alice.rest.getNotification(told.id), 404);
  await alice.rest.dismissNotifications();
  assert.deepEqual(await of(alice.rest.getNotifications()), []);
  assert(!(await of(bob.rest.unfavouriteStatus(post.id))).favourited);
  assert(!(await of(bob.rest.unreblogStatus(post.id))).reblogged);
  assert(!(await of(bob.rest.unbookmarkStatus(post.id))).bookmarked);
  assert.deepEqual(await of(bob.rest.getBookmarks()), []);
}

/** The library follows Link headers for accounts only; for posts max_id is taken from the page. */
async function pagesFollowEachOther(alice, bob, carol) {
  const written = [];
  for (let number = 0; number < 50; number++) written.unshift((await of(alice.rest.postStatus(`Lark number ${number}`))).id);
  await eventually("all should be in home", async () =>
    String(ids(await of(bob.rest.getHomeTimeline({ limit: 40 })))) === String(written.slice(0, 40)));
  const pagings = [
    (options) => bob.rest.getHomeTimeline(options),
    (options) => bob.rest.getAccountStatuses(alice.me.id, options),
  ];
  for (const paging of pagings) {
    const seen = [];
    while (seen.length < 50) seen.push(...ids(await of(paging({ limit: 20, max_id: seen.at(-1) }))));
    assert.deepEqual(seen.slice(0, 50), written);
    assert.deepEqual(ids(await of(paging({ limit: 3, min_id: written[9] }))), written.slice(6, 9));
    assert.deepEqual(ids(await of(paging({ limit: 3, since_id: written[9] }))), written.slice(0, 3));
  }
  await carol.rest.followAccount(alice.me.id);
  const followers = await of(alice.rest.getAccountFollowers(alice.me.id, { limit: 1, get_all: true }));
  assert.deepEqual(ids(followers), [carol.me.id, bob.me.id]);
  await alice.rest.followAccount(bob.me.id);
  await alice.rest.followAccount(carol.me.id);
  const following = await of(alice.rest.getAccountFollowing(alice.me.id, { limit: 1, get_all: true }));
  assert.deepEqual(ids(following), [carol.me.id, bob.me.id]);
  await eventually("carol should be suggested", async () =>
    (await of(bob.rest.getSuggestions(40))).some((one) => (one.account ?? one).id === carol.me.id));
}

async function aProfileChanges(alice, bob) {
  const changed = await of(alice.rest.updateCredentials({
    display_name: "Alice of the field",
    note: "Larks & buntings",
    bot: false,
    discoverable: true,
    source: { language: "en", sensitive: true },
    fields_attributes: [{ name: "pronouns", value: "she" }, { name: "seen", value: "lark" }],
  }));
  assert.deepEqual([changed.display_name, changed.source.note], ["Alice of the field", "Larks & buntings"]);
  assert.deepEqual(changed.fields.map(({ name, value }) => [name, value]), [["pronouns", "she"], ["seen", "lark"]]);
  await alice.rest.updateCredentials({ source: { sensitive: false } });
  assert.equal((await of(bob.rest.getAccount(alice.me.id))).display_name, changed.display_name);
  assert.equal((await of(bob.rest.lookupAccount(aliceName))).id, alice.me.id);
  assert(has(await of(bob.rest.searchAccount(aliceName, { limit: 5 })), alice.me));
  assert(has(await of(nobody.getInstanceDirectory({ order: "new", local: true })), alice.me));
}

async function aPollIsVotedOn(alice, bob) {
  const poll = { options: ["lark", "bunting", "linnet"], expires_in: 600, multiple: true };
  const post = await of(alice.rest.postStatus("Which bird?", { poll }));
  assert.deepEqual(post.poll.options.map((one) => one.title), poll.options);
  const voted = await of(bob.rest.votePoll(post.poll.id, [0, 2]));
  assert(voted.voted);
  assert.deepEqual(voted.options.map((one) => one.votes_count), [1, 0, 1]);
  assert.equal((await of(alice.rest.getPoll(post.poll.id))).votes_count, 2);
  await refused(bob.rest.votePoll(post.poll.id, [1]), 422);
  await refused(alice.rest.votePoll(post.poll.id, [1]), 422);
}

async function aPostIsEdited(alice, bob, ear) {
  const post = await of(alice.rest.postStatus("The lark singed", { spoiler_text: "Bird" }));
  const edited = await of(alice.rest.editStatus(post.id, { status: "The lark sang", spoiler_text: "Birds" }));
  assert(edited.edited_at && edited.content.includes("sang"));
  assert.equal((await ear.until("status_update", (told) => told.id === post.id)).content, edited.content);
  const source = await of(alice.rest.getStatusSource(post.id));
  assert.deepEqual([source.text, source.spoiler_text], ["The lark sang", "Birds"]);
  await refused(bob.rest.editStatus(post.id, { status: "Mine now" }), 404);
}

async function aPostWaits({ rest }) {
  const due = new Date(Date.now() + 3_600_000).toISOString();
  const waiting = await of(rest.postStatus("Later", { scheduled_at: due, visibility: "unlisted" }));
  assert.deepEqual([waiting.scheduled_at, waiting.params.text], [due, "Later"]);
  assert.deepEqual(ids(await of(rest.getScheduledStatuses())), [waiting.id]);
  const later = new Date(Date.now() + 7_200_000).toISOString();
  assert.equal((await of(rest.scheduleStatus(waiting.id, later))).scheduled_at, later);
  assert.equal((await of(rest.getScheduledStatus(waiting.id))).scheduled_at, later);
  await rest.cancelScheduledStatus(waiting.id);
  assert.deepEqual(await of(rest.getScheduledStatuses()), []);
}

async function postsArePinnedAndHushed(alice, bob) {
  const post = await of(alice.rest.postStatus("Keep this"));
  assert((await of(alice.rest.pinStatus(post.id))).pinned);
  assert.deepEqual(ids(await of(bob.rest.getAccountStatuses(alice.me.id, { pinned: true }))), [post.id]);
  await refused(bob.rest.pinStatus(post.id), 422);
  assert(!(await of(alice.rest.unpinStatus(post.id))).pinned);
  assert((await of(alice.rest.muteStatus(post.id))).muted);
  assert(!(await of(alice.rest.unmuteStatus(post.id))).muted);
}

async function somePostsAreNotForAll(alice, bob, carol, ear) {
  const post = await of(alice.rest.postStatus("For followers", { visibility: "private" }));
  await refused(nobody.getStatus(post.id), 404);
  assert.equal((await of(bob.rest.getStatus(post.id))).visibility, "private");
  const direct = await of(alice.rest.postStatus(`@${bobName} only you`, { visibility: "direct" }));
  await refused(carol.rest.getStatus(direct.id), 404);
  const told = await ear.until("conversation", (one) => one.last_status?.id === direct.id);
  assert.deepEqual(ids(told.accounts), [alice.me.id]);
  const found = await eventually("the conversation should be there", async () =>
    (await of(bob.rest.getConversationTimeline())).find((one) => one.last_status?.id === direct.id));
  assert(found.unread);
  assert(!(await of(bob.rest.readConversation(found.id))).unread);
  await bob.rest.deleteConversation(found.id);
  assert(!has(await of(bob.rest.getConversationTimeline()), found));
}

async function listsHaveTimelines(alice, bob) {
  const { rest } = bob;
  const list = await of(rest.createList("Fields"));
  assert.equal((await of(rest.updateList(list.id, "Meadows"))).title, "Meadows");
  assert.equal((await of(rest.getList(list.id))).title, "Meadows");
  await rest.addAccountsToList(list.id, [alice.me.id]);
  assert.deepEqual(ids(await of(rest.getAccountsInList(list.id))), [alice.me.id]);
  assert(has(await of(rest.getLists()), list) && has(await of(rest.getAccountLists(alice.me.id)), list));
  const ear = await Ear.at(rest.listStreaming(list.id));
  const post = await of(alice.rest.postStatus("On the list"));
  await ear.update(post);
  await eventually("the list's timeline should have it", async () => has(await of(rest.getListTimeline(list.id)), post));
  ear.stream.stop();
  await rest.deleteAccountsFromList(list.id, [alice.me.id]);
  assert.deepEqual(await of(rest.getAccountsInList(list.id)), []);
  await rest.deleteList(list.id);
  await refused(rest.getList(list.id), 404);
}

async function tagsAreFollowed(alice, bob, carol) {
  const name = `field${word}`;
  assert((await of(bob.rest.followTag(name))).following);
  assert((await of(bob.rest.getFollowedTags())).some((tag) => tag.name === name));
  const ear = await Ear.at(bob.rest.tagStreaming(name));
  const post = await of(carol.rest.postStatus(`Many in the #${name}`));
  await ear.update(post);
  ear.stream.stop();
  assert.deepEqual(ids(await of(bob.rest.getTagTimeline(name))), [post.id]);
  await eventually("a followed tag's posts should be in home", async () => has(await of(bob.rest.getHomeTimeline()), post));
  const featured = await of(carol.rest.createFeaturedTag(name));
  assert.equal(featured.name, name);
  assert(has(await of(carol.rest.getFeaturedTags()), featured));
  assert(Array.isArray(await of(carol.rest.getSuggestedTags())));
  await carol.rest.deleteFeaturedTag(featured.id);
  assert.deepEqual(await of(carol.rest.getFeaturedTags()), []);
  assert.equal((await of(bob.rest.getTag(name))).name, name);
  assert(!(await of(bob.rest.unfollowTag(name))).following);
  assert.equal((await of(bob.rest.search(name, { type: "hashtags" }))).hashtags[0].name, name);
  assert.deepEqual(ids((await of(bob.rest.search(post.url, { resolve: true }))).statuses), [post.id]);
  assert.deepEqual(ids((await of(bob.rest.search(carol.me.url, { resolve: true }))).accounts), [carol.me.id]);
  assert(has((await of(bob.rest.search(carolName, { type: "accounts" }))).accounts, carol.me));
  await eventually("her own post should be found", async () =>
    has((await of(carol.rest.search(name, { type: "statuses" }))).statuses, post));
}

async function filtersMarkPosts(alice, bob) {
  const { rest } = bob;
  const bird = `bunting${word}`;
  const made = await of(rest.createFilter(bird, ["home", "public"], { whole_word: true, expires_in: 3600 }));
  assert.deepEqual([made.phrase, made.whole_word, made.irreversible], [bird, true, false]);
  assert.equal((await of(rest.updateFilter(made.id, `${bird}s`, ["home"]))).phrase, `${bird}s`);
  assert.deepEqual((await of(rest.getFilter(made.id))).context, ["home"]);
  assert(has(await of(rest.getFilters()), made));
  await rest.deleteFilter(made.id);
  await refused(rest.getFilter(made.id), 404);
  assert.deepEqual(await of(rest.getFilters()), []);
}

async function peopleTurnAway(alice, bob) {
  const { rest } = bob;
  const post = await of(alice.rest.postStatus("Do you mind?"));
  const isInHome = async () => has(await of(rest.getHomeTimeline()), post);
  await eventually("her post should be in home", isInHome);
  assert((await of(rest.muteAccount(alice.me.id, true))).muting_notifications);
  assert.deepEqual(ids(await of(rest.getMutes())), [alice.me.id]);
  assert(!(await isInHome()), "whom one mutes should leave home");
  assert(!(await of(rest.unmuteAccount(alice.me.id))).muting);
  await eventually("her posts should come back", isInHome);
  assert((await of(rest.subscribeAccount(alice.me.id))).notifying);
  assert(!(await of(rest.unsubscribeAccount(alice.me.id))).notifying);
  assert.equal((await of(rest.setAccountNote(alice.me.id, "Met in the field"))).note, "Met in the field");
  assert((await of(rest.pinAccount(alice.me.id))).endorsed);
  assert.deepEqual(ids(await of(rest.getEndorsements())), [alice.me.id]);
  assert(!(await of(rest.unpinAccount(alice.me.id))).endorsed);
  const blocked = await of(rest.blockAccount(alice.me.id));
  assert(blocked.blocking && !blocked.following && !blocked.followed_by);
  assert.deepEqual(ids(await of(rest.getBlocks())), [alice.me.id]);
  assert((await of(alice.rest.getRelationship(bob.me.id))).blocked_by);
  await eventually("whom one blocks should leave home", async () => !(await isInHome()));
  const his = await of(rest.postStatus("At last"));
  await refused(alice.rest.getStatus(his.id), 404);
  assert(!(await of(rest.unblockAccount(alice.me.id))).blocking);
  assert((await of(rest.report(alice.me.id, { status_ids: [post.id], comment: "Too many larks", category: "spam" }))).id);
}

async function oneAsksToFollow(alice, bob, ear) {
  assert((await of(alice.rest.updateCredentials({ locked: true }))).locked);
  assert((await of(bob.rest.followAccount(alice.me.id, { reblog: true }))).requested);
  await ear.until("notification", (told) => told.type === "follow_request" && told.account.id === bob.me.id);
  assert.deepEqual(ids(await of(alice.rest.getFollowRequests())), [bob.me.id]);
  await alice.rest.rejectFollowRequest(bob.me.id);
  const [seen] = await of(bob.rest.getRelationships([alice.me.id]));
  assert(!seen.requested && !seen.following);
  await bob.rest.followAccount(alice.me.id);
  assert((await of(alice.rest.acceptFollowRequest(bob.me.id))).followed_by);
  assert((await of(bob.rest.getRelationship(alice.me.id))).following);
  await alice.rest.updateCredentials({ locked: false });
}

async function aDeletedPostLeaves(alice, bob, ear) {
  const post = await of(alice.rest.postStatus("Not for long"));
  await ear.update(post);
  await alice.rest.deleteStatus(post.id);
  await ear.until("delete", (id) => id === post.id);
  await refused(bob.rest.getStatus(post.id), 404);
}

const [alice, bob, carol] = [await join(aliceName), await join(bobName), await join(carolName)];
await anAppIsPutOut(aliceName);
await theInstanceTellsOfItself(alice);
assert((await of(bob.rest.followAccount(alice.me.id))).following);
const bobsEar = await Ear.at(bob.rest.userStreaming());
const alicesEar = await Ear.at(alice.rest.userStreaming());
const publicEar = await Ear.at(bob.rest.publicStreaming());
const localEar = await Ear.at(bob.rest.localStreaming());
const directEar = await Ear.at(bob.rest.directStreaming());
const post = await aPostArrives(alice, bob, [bobsEar, publicEar, localEar]);
await theyAnswerEachOther(alice, bob, post, alicesEar);
await pagesFollowEachOther(alice, bob, carol);
await aProfileChanges(alice, bob);
await aPollIsVotedOn(alice, bob);
await aPostIsEdited(alice, bob, bobsEar);
await aPostWaits(alice);
await postsArePinnedAndHushed(alice, bob);
await somePostsAreNotForAll(alice, bob, carol, directEar);
await listsHaveTimelines(alice, bob);
await tagsAreFollowed(alice, bob, carol);
await aDeletedPostLeaves(alice, bob, bobsEar);
await filtersMarkPosts(alice, bob);
await peopleTurnAway(alice, bob);
await oneAsksToFollow(alice, bob, alicesEar);
assert(!(await of(bob.rest.unfollowAccount(alice.me.id))).following);
for (const ear of [bobsEar, alicesEar, publicEar, localEar, directEar]) ear.stream.stop();
// The timers of the library would keep the process alive for a minute.
process.exit(0);
