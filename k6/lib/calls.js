// The API calls of the load. Each is tagged with its kind, which the thresholds select on, and with a name without ids,
// since k6 would otherwise keep a time series per URL.
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { isId, isNewestFirst, isStatus, linksOnwards, parsed } from './contract.js';
import { server, verified } from './env.js';

/** @typedef {import('./users.js').User} User */

const PAGE = 20;
const TIMEOUT = '10s';

/**
 * @param {User} reader
 * @param {boolean} [look] whether the body is checked; by default a random sample is
 * @param {string} [kind] the tag used by the thresholds
 * @returns {any[]} the statuses; empty if the body was not checked
 */
export function home(reader, look = drawn(), kind = 'home') {
  const path = `/api/v1/timelines/home?limit=${PAGE}`;
  return timeline(reader, path, look, { kind, name: 'GET /api/v1/timelines/home' });
}

/**
 * @param {User} reader
 * @param {string} author
 * @param {boolean} [look]
 * @returns {any[]}
 */
export function account(reader, author, look = drawn()) {
  const path = `/api/v1/accounts/${author}/statuses?limit=${PAGE}`;
  return timeline(reader, path, look, { kind: 'account', name: 'GET /api/v1/accounts/:id/statuses' });
}

/**
 * Every post is checked: a 200 means that PostgreSQL has stored this post.
 *
 * @param {User} author
 * @returns {any} the status, or undefined when there is none
 */
export function post(author) {
  const key = `k6-${exec.scenario.name}-${exec.scenario.startTime}-${exec.scenario.iterationInTest}`;
  const answer = http.post(
    `${server}/api/v1/statuses`,
    JSON.stringify({ status: `A post of the load ${key}`, visibility: 'public', language: 'en' }),
    {
      headers: { ...bearer(author), 'Content-Type': 'application/json', 'Idempotency-Key': key },
      responseType: 'text',
      tags: { kind: 'post', name: 'POST /api/v1/statuses' },
      timeout: TIMEOUT,
    },
  );
  const status = answer.status === 200 ? parsed(answer.body) : undefined;
  check(
    answer,
    {
      'post: accepted': (r) => r.status === 200,
      'post: answers the status that was sent': () => isStatus(status) && status.content.includes(key),
      'post: belongs to its author': () => status?.account?.id === author.id,
    },
    { kind: 'post' },
  );
  return isId(status?.id) ? status : undefined;
}

/**
 * @param {User} follower
 * @param {string} target
 * @param {boolean} begins true to follow, false to unfollow
 */
export function follow(follower, target, begins) {
  const verb = begins ? 'follow' : 'unfollow';
  const answer = http.post(`${server}/api/v1/accounts/${target}/${verb}`, null, {
    headers: bearer(follower),
    responseType: 'text',
    tags: { kind: 'follow', name: `POST /api/v1/accounts/:id/${verb}` },
    timeout: TIMEOUT,
  });
  check(
    answer,
    {
      'follow: answered': (r) => r.status === 200,
      'follow: returns the new relationship': (r) => parsed(r.body)?.following === begins,
    },
    { kind: 'follow' },
  );
}

/** @param {User} reader */
export function bearer(reader) {
  return { Authorization: `Bearer ${reader.token}` };
}

function drawn() {
  return Math.random() < verified;
}

/**
 * @param {User} reader
 * @param {string} path
 * @param {boolean} look
 * @param {{ kind: string, name: string }} tags
 * @returns {any[]}
 */
function timeline(reader, path, look, tags) {
  const answer = http.get(server + path, {
    headers: bearer(reader),
    responseType: look ? 'text' : 'none',
    tags,
    timeout: TIMEOUT,
  });
  const { kind } = tags;
  check(answer, { [`${kind}: answered`]: (r) => r.status === 200 }, { kind });
  return look && answer.status === 200 ? page(answer, kind) : [];
}

/** @param {http.RefinedResponse<"text" | "none">} answer @param {string} kind @returns {any[]} */
function page(answer, kind) {
  const body = parsed(answer.body);
  const statuses = Array.isArray(body) ? body : [];
  const whole = statuses.every(isStatus);
  check(
    answer,
    {
      [`${kind}: is a list of at most ${PAGE}`]: () => Array.isArray(body) && body.length <= PAGE,
      [`${kind}: holds whole statuses with decimal ids`]: () => whole,
      [`${kind}: is newest first, without repeats`]: () => whole && isNewestFirst(statuses),
      [`${kind}: links to where it ends`]: (r) => linksOnwards(r.headers.Link, statuses),
    },
    { kind },
  );
  return statuses;
}
