// Open-loop load: iterations start on schedule, regardless of outstanding responses. A closed loop slows down with the
// server and hides the waiting time of users.
import { duration, halfSeconds, warmup } from './env.js';

/** @typedef {import('k6/options').Scenario} Scenario */

/**
 * A scenario that calls `exec` at a constant rate per second, after a warm-up at the same rate. Thresholds apply only to samples
 * tagged `phase:measured`, since the first seconds of a JVM are not representative.
 *
 * @param {string} exec
 * @param {number} perSecond may have one decimal
 * @param {number} [lasts] the duration of a call in seconds, if it is long by design
 * @returns {Record<string, Scenario>}
 */
export function constant(exec, perSecond, lasts = 0) {
  const measured = arrivals(exec, perSecond, 'measured', `${warmup}s`, duration, lasts);
  if (warmup === 0) return { [exec]: measured };
  const before = arrivals(exec, perSecond, 'warmup', '0s', `${warmup}s`, lasts);
  return { [`${exec}_warmup`]: before, [exec]: measured };
}

/**
 * A scenario that starts after the warm-up of the others, ramps up its rate during the first half of the run and keeps it
 * during the second half.
 *
 * @param {string} exec
 * @param {number} few
 * @param {number} many
 * @returns {Record<string, Scenario>}
 */
export function rising(exec, few, many) {
  const half = `${halfSeconds}s`;
  return {
    [exec]: {
      executor: 'ramping-arrival-rate',
      exec,
      startRate: tenths(few),
      timeUnit: '10s',
      stages: [
        { target: tenths(many), duration: half },
        { target: tenths(many), duration: half },
      ],
      startTime: `${warmup}s`,
      gracefulStop: '10s',
      preAllocatedVUs: Math.max(5, Math.ceil(many / 10)),
      maxVUs: Math.max(20, Math.ceil(many * 2)),
      tags: { phase: 'measured' },
    },
  };
}

/**
 * @param {string} exec
 * @param {number} perSecond
 * @param {string} phase
 * @param {string} startTime
 * @param {string} length
 * @param {number} lasts
 * @returns {Scenario}
 */
function arrivals(exec, perSecond, phase, startTime, length, lasts) {
  return {
    executor: 'constant-arrival-rate',
    exec,
    rate: tenths(perSecond),
    timeUnit: '10s',
    duration: length,
    startTime,
    gracefulStop: `${lasts + 10}s`,
    // Enough VUs for responses within 100 ms initially and 2 s at worst; beyond that iterations are dropped, which
    // fails the run.
    preAllocatedVUs: Math.max(5, Math.ceil(perSecond * (lasts + 0.1))),
    maxVUs: Math.max(20, Math.ceil(perSecond * (lasts + 2))),
    tags: { phase },
  };
}

/** @param {number} perSecond */
function tenths(perSecond) {
  return Math.max(1, Math.round(perSecond * 10));
}

/**
 * Thresholds of one kind of call. The rates are per kind, so that many good reads cannot hide bad posts.
 *
 * @param {string} kind
 * @param {{ p95: number, p99: number }} milliseconds
 * @returns {Record<string, string[]>}
 */
export function limits(kind, milliseconds) {
  return {
    [`http_req_duration{kind:${kind},phase:measured}`]: [
      `p(95)<${milliseconds.p95}`,
      `p(99)<${milliseconds.p99}`,
    ],
    [`http_req_failed{kind:${kind},phase:measured}`]: ['rate<0.001'],
    [`http_reqs{kind:${kind},phase:measured}`]: ['count>0'],
    [`checks{kind:${kind}}`]: ['rate>0.999'],
  };
}

/** Without this the result is meaningless: every planned request was sent. */
export const honest = { 'dropped_iterations{phase:measured}': ['count<1'] };

/** Time for setup() to sign in all users on a busy machine. */
export const setupTimeout = '2m';

/** The columns of the summary, including p(99), which k6 omits by default. */
export const summaryTrendStats = ['med', 'p(95)', 'p(99)', 'max', 'count'];
