package social.skein.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What an id says: 41 bits of milliseconds, 12 bits of the owner's logical shard, 10 bits of sequence. PostgreSQL draws
 * them ({@code next_id} in the first migration), so one clock and one counter a shard serve all instances.
 */
public final class SnowflakeIds {
    /** 2015-01-01, early enough that every id has 19 digits, so text order is number order. */
    private static final long EPOCH_MILLIS = 1_420_070_400_000L;

    private static final int SHARD_BITS = 12;
    private static final int SEQUENCE_BITS = 10;

    /** How many logical shards there are; fixed for ever, since it is part of every id. */
    public static final int SHARDS = 1 << SHARD_BITS;

    private SnowflakeIds() {}

    /** The logical shard of the owner of what this id names: 0 to 4095. */
    public static int shard(long id) {
        return (int) (id >>> SEQUENCE_BITS) & (SHARDS - 1);
    }

    /** When this id was drawn. */
    public static Instant timestamp(long id) {
        return Instant.ofEpochMilli(EPOCH_MILLIS + (id >>> (SHARD_BITS + SEQUENCE_BITS)));
    }

    /** The least id there can be of what was made at this time, as far as there are any. */
    public static long lowestAt(Instant time) {
        long millis = Math.max(0, time.toEpochMilli() - EPOCH_MILLIS);
        int shift = SHARD_BITS + SEQUENCE_BITS;
        return Math.min(millis, Long.MAX_VALUE >> shift) << shift;
    }

    /** The id that would have been drawn then, for whoever puts many in at once and knows that nobody else did. */
    public static long of(Instant time, int shard, int sequence) {
        return lowestAt(time) | ((long) shard << SEQUENCE_BITS) | sequence;
    }

    /** What the counter of a shard holds once it has drawn the last id of this time. */
    public static long lastCounterAt(Instant time) {
        return (lowestAt(time) >>> SHARD_BITS) | ((1 << SEQUENCE_BITS) - 1);
    }

    /** The id these digits spell, or nothing. */
    public static Optional<Long> parse(String digits) {
        if (digits.isEmpty() || digits.length() > 19 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }
}
