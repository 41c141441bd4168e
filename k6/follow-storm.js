// Everybody begins to follow the same few at once, and some think better of it: the count everybody waits for must not be
// a queue, and the timelines that change are rebuilt behind the answers.
import exec from 'k6/execution';
import * as calls from './lib/calls.js';
import { rate } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/people.js';

const RATE = rate(100);
const FAMOUS = 3;

/** Of so many who follow, one stops again. */
const FICKLE = 5;

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

/** @param {import('./lib/people.js').Crowd} crowd */
export function follow(crowd) {
  const turn = exec.scenario.iterationInTest;
  const follower = pick(crowd.people, turn);
  const target = pick(famous(crowd), turn);
  if (target === follower.id) return;
  calls.follow(follower, target, turn % FICKLE !== FICKLE - 1);
}

/** @param {import('./lib/people.js').Crowd} crowd */
export function home(crowd) {
  calls.home(pick(crowd.people, exec.scenario.iterationInTest));
}

/** @param {import('./lib/people.js').Crowd} crowd */
function famous(crowd) {
  return crowd.authors.slice(0, FAMOUS);
}
