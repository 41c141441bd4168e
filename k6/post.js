// Writes only: public posts at a constant arrival rate, each response checked.
import exec from 'k6/execution';
import * as calls from './lib/calls.js';
import { rate } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/users.js';

/** @type {import('k6/options').Options} */
export const options = {
  setupTimeout: load.setupTimeout,
  summaryTrendStats: load.summaryTrendStats,
  scenarios: load.constant('post', rate(50)),
  thresholds: { ...load.honest, ...load.limits('post', { p95: 100, p99: 250 }) },
};

export function setup() {
  return gather();
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function post(userSet) {
  calls.post(pick(userSet.users, exec.scenario.iterationInTest));
}
