package social.skein.timeline;

/**
 * Statuses to append to the same home timelines.
 *
 * @param statuses ids, oldest first
 * @param owners the ids of the timelines' owners, each once
 */
@SuppressWarnings("ArrayRecordComponent") // Arrays to save memory: there are very many. Never compared.
public record PushBatch(long[] statuses, long[] owners) {
    /** The number of appends if all the timelines are in Redis. */
    public long deliveries() {
        return (long) statuses.length * owners.length;
    }
}
