// Many users follow the same few accounts at once, and some unfollow again: the contended counter must not become a
// queue, and the affected timelines are rebuilt in the background.
import exec from 'k6/execution';
import * as calls from './lib/calls.js';
import { rate } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/users.js';

const RATE = rate(100);
const TARGETS = 3;

/** One in this many follows is an unfollow. */
const UNFOLLOW_EVERY = 5;

/** @type {import('k6/options').Options} */
export const options = {
  setupTimeout: load.setupTimeout,
  summaryTrendStats: load.summaryTrendStats,
  scenarios: {
    ...load.rising('follow', RATE / 10, RATE),
    ...load.constant('home', RATE),
  },
  thresholds: {
    ...load.honest,
    ...load.limits('follow', { p95: 150, p99: 300 }),
    ...load.limits('home', { p95: 100, p99: 300 }),
  },
};

export function setup() {
  return gather();
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function follow(userSet) {
  const turn = exec.scenario.iterationInTest;
  const follower = pick(userSet.users, turn);
  const target = pick(targets(userSet), turn);
  if (target === follower.id) return;
  calls.follow(follower, target, turn % UNFOLLOW_EVERY !== UNFOLLOW_EVERY - 1);
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function home(userSet) {
  calls.home(pick(userSet.users, exec.scenario.iterationInTest));
}

/** @param {import('./lib/users.js').UserSet} userSet */
function targets(userSet) {
  return userSet.authors.slice(0, TARGETS);
}
