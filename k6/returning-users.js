// Users return after their timelines have expired, many within a minute: each gets a full page at once, without
// affecting the active users. Each user returns only once, so the number of users bounds the rate.
import { check } from 'k6';
import exec from 'k6/execution';
import * as calls from './lib/calls.js';
import { userCount, halfSeconds, rate } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/users.js';

const RATE = rate(100);

/** Half of the users return during the run; slightly fewer, because rates are rounded. */
const RETURNS = userCount / 2 / (2 * halfSeconds);

/** @type {import('k6/options').Options} */
export const options = {
  setupTimeout: load.setupTimeout,
  summaryTrendStats: load.summaryTrendStats,
  scenarios: {
    ...load.constant('home', RATE),
    ...load.rising('returning', RETURNS / 10, RETURNS),
  },
  thresholds: {
    ...load.honest,
    ...load.limits('home', { p95: 75, p99: 200 }),
    ...load.limits('return', { p95: 250, p99: 500 }),
    // Once all users have returned, the script would measure warm timelines.
    'checks{kind:users}': ['rate==1'],
  },
};

/** The first half is active, the second half returns. */
export function setup() {
  const userSet = gather();
  const half = Math.ceil(userSet.users.length / 2);
  return { active: userSet.users.slice(0, half), returning: userSet.users.slice(half) };
}

/** @typedef {{ active: import('./lib/users.js').User[], returning: import('./lib/users.js').User[] }} Scene */

/** @param {Scene} scene */
export function home(scene) {
  calls.home(pick(scene.active, exec.scenario.iterationInTest));
}

/** @param {Scene} scene */
export function returning(scene) {
  const turn = exec.scenario.iterationInTest;
  const first = turn < scene.returning.length;
  check(first, { 'users: a user with an expired timeline is left': (yes) => yes }, { kind: 'users' });
  if (first) calls.home(pick(scene.returning, turn), undefined, 'return');
}
