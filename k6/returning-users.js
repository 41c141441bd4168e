// People come back whose timelines have been forgotten, many within a minute: each gets a full page at once, and those who
// never left notice nothing. Everybody returns only once, so the size of the crowd decides how many do in a second.
import { check } from 'k6';
import exec from 'k6/execution';
import * as calls from './lib/calls.js';
import { crowdSize, halfSeconds, rate } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/people.js';

const RATE = rate(100);

/** The storm takes its time with half of the crowd; a little less, because rates are rounded. */
const RETURNS = crowdSize / 2 / (2 * halfSeconds);

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
    // Who runs out of people measures warm timelines without noticing.
    'checks{kind:crowd}': ['rate==1'],
  },
};

/** The first half stays, the second has been away. */
export function setup() {
  const crowd = gather();
  const half = Math.ceil(crowd.people.length / 2);
  return { staying: crowd.people.slice(0, half), away: crowd.people.slice(half) };
}

/** @typedef {{ staying: import('./lib/people.js').Person[], away: import('./lib/people.js').Person[] }} Scene */

/** @param {Scene} scene */
export function home(scene) {
  calls.home(pick(scene.staying, exec.scenario.iterationInTest));
}

/** @param {Scene} scene */
export function returning(scene) {
  const turn = exec.scenario.iterationInTest;
  const first = turn < scene.away.length;
  check(first, { 'crowd: there is somebody left who was away': (yes) => yes }, { kind: 'crowd' });
  if (first) calls.home(pick(scene.away, turn), undefined, 'return');
}
