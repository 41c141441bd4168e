// Reads only: half home, half account timelines, at a constant arrival rate.
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
  scenarios: { ...load.constant('home', RATE / 2), ...load.constant('account', RATE / 2) },
  thresholds: {
    ...load.honest,
    ...load.limits('home', { p95: 50, p99: 150 }),
    ...load.limits('account', { p95: 50, p99: 150 }),
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
