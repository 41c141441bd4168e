// A typical mix of a social feed: 60 % home, 30 % account timelines, 10 % posts.
import exec from 'k6/execution';
import * as calls from './lib/calls.js';
import { rate } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/users.js';

const RATE = rate(200);

/** @type {import('k6/options').Options} */
export const options = {
  setupTimeout: load.setupTimeout,
  summaryTrendStats: load.summaryTrendStats,
  scenarios: {
    ...load.constant('home', RATE * 0.6),
    ...load.constant('account', RATE * 0.3),
    ...load.constant('post', RATE * 0.1),
  },
  thresholds: {
    ...load.honest,
    ...load.limits('home', { p95: 75, p99: 200 }),
    ...load.limits('account', { p95: 75, p99: 200 }),
    ...load.limits('post', { p95: 150, p99: 300 }),
  },
};

export function setup() {
  return gather();
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function home(userSet) {
  calls.home(pick(userSet.users, exec.scenario.iterationInTest));
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function account(userSet) {
  const turn = exec.scenario.iterationInTest;
  calls.account(pick(userSet.users, turn), pick(userSet.authors, turn));
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function post(userSet) {
  calls.post(pick(userSet.users, exec.scenario.iterationInTest));
}
