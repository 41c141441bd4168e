package social.skein.timeline;

/**
 * Statuses that all go to the same timelines.
 *
 * @param statuses their ids, the oldest first
 * @param owners whose timelines, each once
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: they are arrays because there are very many of them.
public record PushBatch(long[] statuses, long[] owners) {
    /** How many appends that is where all of the timelines are live. */
    public long deliveries() {
        return (long) statuses.length * owners.length;
    }
}
