// The life of one post, by one user: is the server up, and does it fulfil the client contract?
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import * as calls from './lib/calls.js';
import { isStatus, parsed } from './lib/contract.js';
import { server } from './lib/env.js';
import { gather, pick } from './lib/users.js';

const VISIBLE_WITHIN_MS = 5000;

/** @type {import('k6/options').Options} */
export const options = {
  scenarios: { story: { executor: 'shared-iterations', vus: 1, iterations: 3, maxDuration: '1m' } },
  setupTimeout: '2m',
  thresholds: {
    checks: ['rate==1'],
    http_req_failed: ['rate==0'],
    iterations: ['count==3'],
  },
};

export function setup() {
  check(http.get(`${server}/api/v2/instance`, { tags: { name: 'GET /api/v2/instance' } }), {
    'instance: answered without a token': (r) => r.status === 200,
    'instance: says which API it speaks': (r) => /^4\.\d+\.\d+/.test(parsed(r.body)?.version),
  });
  return gather();
}

/** @param {import('./lib/users.js').UserSet} userSet */
export default function (userSet) {
  const turn = exec.scenario.iterationInTest;
  const author = pick(userSet.users, turn);
  calls.account(author, pick(userSet.authors, turn), true);
  const status = calls.post(author);
  if (status === undefined) return;
  check(get(author, `/api/v1/statuses/${status.id}`), {
    'status: its author reads it at once': (r) => r.status === 200 && parsed(r.body)?.id === status.id,
  });
  check(status, { 'home: the post arrives within 5 s': () => arrives(author, status.id) });
  check(remove(author, status.id), {
    'delete: answers the deleted status': (r) => r.status === 200 && isStatus(parsed(r.body)),
  });
  check(get(author, `/api/v1/statuses/${status.id}`, 404), {
    'status: gone after the delete': (r) => r.status === 404 && typeof parsed(r.body)?.error === 'string',
  });
}

/**
 * Fan-out is asynchronous, so home is polled until the post appears.
 *
 * @param {import('./lib/users.js').User} author
 * @param {string} id
 */
function arrives(author, id) {
  const deadline = Date.now() + VISIBLE_WITHIN_MS;
  while (Date.now() < deadline) {
    if (calls.home(author, true).some((status) => status.id === id)) return true;
    sleep(0.05);
  }
  return false;
}

/** @param {import('./lib/users.js').User} reader @param {string} path @param {number} expected */
function get(reader, path, expected = 200) {
  return http.get(server + path, {
    headers: calls.bearer(reader),
    responseCallback: http.expectedStatuses(expected),
    tags: { name: 'GET /api/v1/statuses/:id' },
  });
}

/** @param {import('./lib/users.js').User} author @param {string} id */
function remove(author, id) {
  return http.del(`${server}/api/v1/statuses/${id}`, null, {
    headers: calls.bearer(author),
    tags: { name: 'DELETE /api/v1/statuses/:id' },
  });
}
