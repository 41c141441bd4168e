// The shape of responses: the parts of the client contract that apps depend on.

const ID = /^[1-9][0-9]{0,18}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** @param {unknown} id */
export function isId(id) {
  return typeof id === 'string' && ID.test(id);
}

/**
 * Ids exceed JavaScript's numbers: clients compare them by length, then text.
 *
 * @param {string} one
 * @param {string} other
 */
export function isNewer(one, other) {
  return one.length === other.length ? one > other : one.length > other.length;
}

/** @param {any} status */
export function isStatus(status) {
  return (
    status !== null &&
    typeof status === 'object' &&
    isId(status.id) &&
    isId(status.account?.id) &&
    TIME.test(status.created_at) &&
    typeof status.content === 'string' &&
    typeof status.uri === 'string' &&
    Array.isArray(status.media_attachments)
  );
}

/** Strictly newer, so a status that is listed twice fails too. @param {any[]} page */
export function isNewestFirst(page) {
  return page.every((status, at) => at === 0 || isNewer(page[at - 1].id, status.id));
}

/**
 * The next page starts where this one ends, or below it if the last statuses were filtered for this viewer. The last page has no
 * link.
 *
 * @param {string | undefined} link
 * @param {any[]} page
 */
export function linksOnwards(link, page) {
  if (!link || !link.includes('rel="next"')) return true;
  const max = /^<[^>]*[?&]max_id=([0-9]+)[^>]*>; rel="next"/.exec(link)?.[1];
  const last = page[page.length - 1]?.id;
  return max !== undefined && last !== undefined && !isNewer(max, last);
}

/** @param {unknown} body @returns {any} undefined when it is not JSON */
export function parsed(body) {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}
