// Readers with an open WebSocket come at a constant rate and stay for a while; others post. What is written arrives live,
// and a socket stays open until its reader leaves.
import { check } from 'k6';
import exec from 'k6/execution';
import { Counter, Trend } from 'k6/metrics';
import ws from 'k6/ws';
import * as calls from './lib/calls.js';
import { parsed } from './lib/contract.js';
import { rate, server } from './lib/env.js';
import * as load from './lib/load.js';
import { gather, pick } from './lib/people.js';

const RATE = rate(20);
const STAY_MS = 20_000;

/** From the moment a post was made, by the server's clock, until a reader has it: for a load on the server's own machine. */
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

/** @param {import('./lib/people.js').Crowd} crowd */
export function post(crowd) {
  calls.post(pick(crowd.people, exec.scenario.iterationInTest));
}

/** @param {import('./lib/people.js').Crowd} crowd */
export function read(crowd) {
  const reader = pick(crowd.people, exec.scenario.iterationInTest);
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
      'stream: stayed open until its reader left': () => !lost,
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
