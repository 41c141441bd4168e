// Open-loop load: iterations start on the clock, whether or not the server has answered the last one. A closed loop
// slows down with the server and hides exactly the waiting a user would see.
import { duration, halfSeconds, warmup } from './env.js';

/** @typedef {import('k6/options').Scenario} Scenario */

/**
 * A scenario that calls `exec` at this many requests a second, after the same load has run as warm-up. Only samples
 * tagged `phase:measured` meet a threshold: the first seconds of a JVM say nothing about the rest.
 *
 * @param {string} exec
 * @param {number} perSecond may have one decimal
 * @param {number} [lasts] how many seconds one call takes, where it is long on purpose
 * @returns {Record<string, Scenario>}
 */
export function constant(exec, perSecond, lasts = 0) {
  const measured = arrivals(exec, perSecond, 'measured', `${warmup}s`, duration, lasts);
  if (warmup === 0) return { [exec]: measured };
  const before = arrivals(exec, perSecond, 'warmup', '0s', `${warmup}s`, lasts);
  return { [`${exec}_warmup`]: before, [exec]: measured };
}

/**
 * A scenario that begins with a few requests a second after the warm-up of the others, and rises to many over the first
 * half of the time: a storm, which comes up and then blows.
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
    // Enough VUs for answers of 100 ms from the start, and of 2 s at worst; beyond that iterations are dropped, and
    // a dropped iteration fails the run.
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

/** What makes a result worth reading at all: every planned request was sent. */
export const honest = { 'dropped_iterations{phase:measured}': ['count<1'] };

/** Time for setup() to log the crowd in on a busy machine. */
export const setupTimeout = '2m';

/** The columns of the summary; p(99) is what the thresholds speak of and k6 leaves out. */
export const summaryTrendStats = ['med', 'p(95)', 'p(99)', 'max', 'count'];
