// The variables of a run; README.md lists them with their defaults. The names start with LOAD_, since k6 reads its own
// options from K6_*.

/**
 * @param {string} name
 * @param {string} fallback
 */
function text(name, fallback) {
  return __ENV[name] || fallback;
}

/**
 * An invalid number must stop the run: k6 would treat NaN as a rate of zero and report success.
 *
 * @param {string} name
 * @param {number} fallback
 * @param {number} least
 */
function whole(name, fallback, least) {
  const value = Number(text(name, String(fallback)));
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`${name} is "${__ENV[name]}"; it must be a whole number of at least ${least}.`);
  }
  return value;
}

/** @param {string} name @param {number} fallback */
function share(name, fallback) {
  const value = Number(text(name, String(fallback)));
  if (!(value >= 0 && value <= 1)) {
    throw new Error(`${name} is "${__ENV[name]}"; it must be a share between 0 and 1.`);
  }
  return value;
}

/** @param {string} length such as 90s, 5m or 1h30m */
function seconds(length) {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(length);
  const sum = Number(parts?.[1] ?? 0) * 3600 + Number(parts?.[2] ?? 0) * 60 + Number(parts?.[3] ?? 0);
  if (sum < 2) throw new Error(`LOAD_DURATION is "${length}"; it must be like 90s, 5m or 1h30m.`);
  return sum;
}

export const server = text('LOAD_URL', 'http://127.0.0.1:8080').replace(/\/+$/, '');

export const graph = {
  pattern: text('LOAD_USER_PATTERN', 'reed{n}'),
  first: whole('LOAD_USER_FIRST', 1, 0),
  last: whole('LOAD_USER_LAST', 962, 0),
  digits: whole('LOAD_USER_DIGITS', 0, 0),
  password: text('LOAD_SEED_PASSWORD', 'skein-seed'),
};

/** The number of the most followed account; seed gives low numbers to those. */
export const mostFollowed = whole('LOAD_CELEBRITY', graph.first, 0);

/** Number of users that sign in. A password costs the server about 150 ms of CPU, so this is setup time, not load. */
export const logins = whole('LOAD_LOGINS', 20, 1);

/** Comma-separated access tokens to use instead of signing in. */
export const tokens = text('LOAD_TOKENS', '')
  .split(',')
  .map((token) => token.trim())
  .filter((token) => token !== '');

/** The number of users of the load. */
export const userCount = tokens.length > 0 ? tokens.length : logins;

/** Requests per second over the whole run. @param {number} fallback */
export const rate = (fallback) => whole('LOAD_RATE', fallback, 1);

export const duration = text('LOAD_DURATION', '1m');

export const halfSeconds = seconds(duration) / 2;
export const warmup = whole('LOAD_WARMUP_SECONDS', 15, 0);

/**
 * The share of responses whose body is parsed and checked; parsing every timeline would load k6 more than the server.
 */
export const verified = share('LOAD_VERIFY', 0.1);
