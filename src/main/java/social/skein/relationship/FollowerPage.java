package social.skein.relationship;

/**
 * Some followers of an account, in the order they came.
 *
 * @param accounts their ids; of a filtered page only some of those that were looked at
 * @param examined how many followers were looked at
 * @param cursor what the next page is asked for with
 * @param isLast whether nobody comes after these
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: it is an array because there are very many of them.
public record FollowerPage(long[] accounts, int examined, long cursor, boolean isLast) {}
