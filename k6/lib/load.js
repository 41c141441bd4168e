// Open-loop load: iterations start on the clock, whether or not the server has answered the last one. A closed loop
// slows down with the server and hides exactly the waiting a user would see.
import { duration, warmup } from './env.js';

/** @typedef {import('k6/options').Scenario} Scenario */

/**
 * A scenario that calls `exec` at this many requests a second, after the same load has run as warm-up. Only samples
 * tagged `phase:measured` meet a threshold: the first seconds of a JVM say nothing about the rest.
 *
 * @param {string} exec
 * @param {number} perSecond may have one decimal
 * @returns {Record<string, Scenario>}
 */
export function constant(exec, perSecond) {
  const measured = arrivals(exec, perSecond, 'measured', `${warmup}s`, duration);
  if (warmup === 0) return { [exec]: measured };
  return { [`${exec}_warmup`]: arrivals(exec, perSecond, 'warmup', '0s', `${warmup}s`), [exec]: measured };
}

/**
 * @param {string} exec
 * @param {number} perSecond
 * @param {string} phase
 * @param {string} startTime
 * @param {string} length
 * @returns {Scenario}
 */
function arrivals(exec, perSecond, phase, startTime, length) {
  return {
    executor: 'constant-arrival-rate',
    exec,
    rate: Math.max(1, Math.round(perSecond * 10)),
    timeUnit: '10s',
    duration: length,
    startTime,
    gracefulStop: '10s',
    // Enough VUs for answers of 100 ms from the start, and of 2 s at worst; beyond that iterations are dropped, and
    // a dropped iteration fails the run.
    preAllocatedVUs: Math.max(5, Math.ceil(perSecond / 10)),
    maxVUs: Math.max(20, Math.ceil(perSecond * 2)),
    tags: { phase },
  };
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
