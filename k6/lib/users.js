// The users of the load: some accounts of the seeded graph, signed in once by setup() and shared by every VU.
import http from 'k6/http';
import { graph, logins, mostFollowed, server, tokens } from './env.js';

/**
 * @typedef {{ id: string, token: string }} User
 * @typedef {{ users: User[], authors: string[] }} UserSet authors: ids of the accounts whose timelines are read
 */

/** Signs the users in, or uses the given tokens, and loads their followees. @returns {UserSet} */
export function gather() {
  const known = tokens.length > 0 ? tokens : logIn();
  const users = known.map((token) => ({ id: ownId(token), token }));
  return { users, authors: [...new Set(users.flatMap((user) => [user.id, ...followed(user)]))] };
}

/** Signs in the most followed account. @returns {User} */
export function celebrity() {
  const bearer = token(app(), nameOf(mostFollowed));
  return { id: ownId(bearer), token: bearer };
}

/**
 * Cycles through a list, so that all entries are used equally often and every run uses the same ones.
 *
 * @template T
 * @param {T[]} all
 * @param {number} turn
 * @returns {T}
 */
export function pick(all, turn) {
  const one = all[turn % all.length];
  if (one === undefined) throw new Error('The list is empty: setup() found no users.');
  return one;
}

function logIn() {
  const client = app();
  return names().map((username) => token(client, username));
}

function app() {
  return expectObject(
    http.post(
      `${server}/api/v1/apps`,
      { client_name: 'k6', redirect_uris: 'urn:ietf:wg:oauth:2.0:oob', scopes: 'read write' },
      { tags: { name: 'POST /api/v1/apps' } },
    ),
    'register an app',
  );
}

/** Evenly spread over the graph, in which low numbers have the most followers. */
function names() {
  const size = graph.last - graph.first + 1;
  const wanted = Math.min(logins, size);
  return Array.from({ length: wanted }, (_, at) => {
    return nameOf(graph.first + Math.floor((at * size) / wanted));
  });
}

/** @param {number} number */
function nameOf(number) {
  return graph.pattern.replace('{n}', String(number).padStart(graph.digits, '0'));
}

/** @param {Record<string, unknown>} app @param {string} username */
function token(app, username) {
  const answer = http.post(
    `${server}/oauth/token`,
    {
      grant_type: 'password',
      client_id: String(app.client_id),
      client_secret: String(app.client_secret),
      scope: 'read write',
      username,
      password: graph.password,
    },
    { tags: { name: 'POST /oauth/token' } },
  );
  return String(expectObject(answer, `log in as ${username} (is SKEIN_AUTH_PASSWORD_GRANT=true on the server, and the graph seeded?)`).access_token);
}

/** @param {string} bearer */
function ownId(bearer) {
  const answer = http.get(`${server}/api/v1/accounts/verify_credentials`, {
    headers: { Authorization: `Bearer ${bearer}` },
    tags: { name: 'GET /api/v1/accounts/verify_credentials' },
  });
  return String(expectObject(answer, 'verify the token').id);
}

/** @param {User} user @returns {string[]} */
function followed(user) {
  const answer = http.get(`${server}/api/v1/accounts/${user.id}/following?limit=80`, {
    headers: { Authorization: `Bearer ${user.token}` },
    tags: { name: 'GET /api/v1/accounts/:id/following' },
  });
  const accounts = expectJson(answer, 'load the followees');
  if (!Array.isArray(accounts)) throw new Error('The list of followed accounts is not a list.');
  return accounts.map((account) => String(account.id));
}

/** @param {http.RefinedResponse<"text" | undefined>} answer @param {string} what @returns {Record<string, unknown>} */
function expectObject(answer, what) {
  const body = expectJson(answer, what);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Error(`Could not ${what}: the answer is not an object: ${answer.body}`);
  }
  return /** @type {Record<string, unknown>} */ (body);
}

/**
 * Without all users every figure would be wrong, so the run stops with the error of the server.
 *
 * @param {http.RefinedResponse<"text" | undefined>} answer
 * @param {string} what
 * @returns {any}
 */
function expectJson(answer, what) {
  if (answer.status !== 200) {
    throw new Error(`Could not ${what}: ${answer.status} ${answer.error || answer.body}`);
  }
  return JSON.parse(String(answer.body));
}
