// A popular author posts continuously while others post to few followers and read. Posts of ordinary authors must not
// queue behind those of the celebrity.
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
import * as calls from './lib/calls.js';
import { rate } from './lib/env.js';
import * as load from './lib/load.js';
import { celebrity, gather, pick } from './lib/users.js';

const RATE = rate(100);
const VISIBLE_WITHIN_MS = 5000;

/**
 * Time from the response to an ordinary post until it is in the home timeline of its author, which is updated first.
 */
const arrival = new Trend('arrival', true);

/** @type {import('k6/options').Options} */
export const options = {
  setupTimeout: load.setupTimeout,
  summaryTrendStats: load.summaryTrendStats,
  scenarios: {
    ...load.constant('home', RATE),
    ...load.constant('storm', 1),
    ...load.constant('ordinary', 2),
  },
  thresholds: {
    ...load.honest,
    ...load.limits('home', { p95: 75, p99: 200 }),
    ...load.limits('post', { p95: 150, p99: 300 }),
    'arrival{phase:measured}': ['p(50)<100', 'p(99)<1000'],
    'checks{kind:arrival}': ['rate>0.999'],
  },
};

export function setup() {
  const userSet = gather();
  return { ...userSet, celebrity: celebrity() };
}

/** @typedef {import('./lib/users.js').UserSet & { celebrity: import('./lib/users.js').User }} Scene */

/** @param {Scene} scene */
export function home(scene) {
  calls.home(pick(scene.users, exec.scenario.iterationInTest));
}

/** @param {Scene} scene */
export function storm(scene) {
  calls.post(scene.celebrity);
}

/** @param {Scene} scene */
export function ordinary(scene) {
  const author = pick(scene.users, exec.scenario.iterationInTest);
  const status = calls.post(author);
  if (status === undefined) return;
  const answered = Date.now();
  const arrived = arrives(author, status.id, answered + VISIBLE_WITHIN_MS);
  check(arrived, { 'arrival: the post is in home within 5 s': (yes) => yes }, { kind: 'arrival' });
  if (arrived) arrival.add(Date.now() - answered);
}

/** @param {import('./lib/users.js').User} author @param {string} id @param {number} deadline */
function arrives(author, id, deadline) {
  while (Date.now() < deadline) {
    if (calls.home(author, true).some((status) => status.id === id)) return true;
    sleep(0.01);
  }
  return false;
}
