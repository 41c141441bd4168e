package social.skein.relationship;

/**
 * A page of the followers of an account, oldest first.
 *
 * @param accounts their ids; a filtered page contains only some of the examined followers
 * @param examined the number of followers examined
 * @param cursor the cursor of the next page
 * @param isLast whether no followers come after these
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; an array because pages are many and large.
public record FollowerPage(long[] accounts, int examined, long cursor, boolean isLast) {}
