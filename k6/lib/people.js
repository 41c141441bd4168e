// Who the load is made of: some people of the seeded graph, logged in once by setup() and shared by every VU.
import http from 'k6/http';
import { graph, logins, mostFollowed, server, tokens } from './env.js';

/**
 * @typedef {{ id: string, token: string }} Person
 * @typedef {{ people: Person[], authors: string[] }} Crowd authors: whose account timelines are read
 */

/** Logs the crowd in, or takes the tokens given, and finds whom they follow. @returns {Crowd} */
export function gather() {
  const known = tokens.length > 0 ? tokens : logIn();
  const people = known.map((token) => ({ id: ownId(token), token }));
  return { people, authors: [...new Set(people.flatMap((person) => [person.id, ...followed(person)]))] };
}

/** Logs in the one whom most people follow. @returns {Person} */
export function celebrity() {
  const bearer = token(app(), nameOf(mostFollowed));
  return { id: ownId(bearer), token: bearer };
}

/**
 * Walks round a list, so that every entry is asked for equally often and two runs ask for the same ones.
 *
 * @template T
 * @param {T[]} all
 * @param {number} turn
 * @returns {T}
 */
export function pick(all, turn) {
  const one = all[turn % all.length];
  if (one === undefined) throw new Error('There is nobody to pick from: setup() gathered an empty crowd.');
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

/** Evenly spread over the graph, whose low numbers are the best connected. */
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
  return String(expectObject(answer, 'ask whose token it is').id);
}

/** @param {Person} person @returns {string[]} */
function followed(person) {
  const answer = http.get(`${server}/api/v1/accounts/${person.id}/following?limit=80`, {
    headers: { Authorization: `Bearer ${person.token}` },
    tags: { name: 'GET /api/v1/accounts/:id/following' },
  });
  const accounts = expectJson(answer, 'ask whom a person follows');
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
 * A crowd that is not whole would make every later figure wrong, so the run stops here with the server's own words.
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
