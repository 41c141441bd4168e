// WebSocket clients connect at a constant rate and stay for a while; other users post. Posts must arrive live, and
// sockets must stay open until their client closes them.
import { check } from 'k6';
import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import ws from 'k6/ws';
import * as calls from './lib/calls.js';
import { parsed } from './lib/contract.js';
import { rate, server } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/users.js';

const RATE = rate(20);
const STAY_MS = 20_000;

/**
 * Time from the creation of a post, by the clock of the server, to its arrival: only valid if k6 runs on the same
 * machine.
 */
const live = new Trend('live', true);
const updates = new Counter('updates');

/** @type {import('k6/options').Options} */
export const options = {
  setupTimeout: load.setupTimeout,
  summaryTrendStats: load.summaryTrendStats,
  scenarios: {
    ...load.constant('read', RATE, STAY_MS / 1000),
    ...load.constant('post', 5),
  },
  thresholds: {
    ...load.honest,
    ...load.limits('post', { p95: 150, p99: 300 }),
    'ws_connecting{phase:measured}': ['p(95)<100', 'p(99)<500'],
    'live{phase:measured}': ['p(50)<100', 'p(99)<1000'],
    'updates{phase:measured}': ['count>0'],
    'checks{kind:stream}': ['rate>0.999'],
  },
};

export function setup() {
  return gather();
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function post(userSet) {
  calls.post(pick(userSet.users, exec.scenario.iterationInTest));
}

/** @param {import('./lib/users.js').UserSet} userSet */
export function read(userSet) {
  const reader = pick(userSet.users, exec.scenario.iterationInTest);
  let left = false;
  let lost = false;
  const params = { headers: calls.bearer(reader), tags: { kind: 'stream', name: 'WS /api/v1/streaming' } };
  const answer = ws.connect(`${server.replace(/^http/, 'ws')}/api/v1/streaming?stream=user`, params, (socket) => {
    socket.on('message', take);
    socket.on('close', () => {
      lost = !left;
    });
    socket.setTimeout(() => {
      left = true;
      socket.close();
    }, STAY_MS);
  });
  check(
    answer,
    {
      'stream: opened': (r) => r !== null && r.status === 101,
      'stream: stayed open until its client left': () => !lost,
    },
    { kind: 'stream' },
  );
}

/** @param {string} message */
function take(message) {
  const event = parsed(message);
  if (event?.event !== 'update') return;
  updates.add(1);
  const made = Date.parse(parsed(event.payload)?.created_at);
  const wait = Date.now() - made;
  check(made, { 'stream: an update carries a status': (time) => Number.isFinite(time) }, { kind: 'stream' });
  if (Number.isFinite(wait)) live.add(Math.max(0, wait));
}
