package social.skein.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The layout of ids: 41 bits of milliseconds, 12 bits of the owner's logical shard, 10 bits of sequence. PostgreSQL
 * generates them ({@code next_id} in the first migration), so all instances share one clock, and one counter per shard.
 */
public final class SnowflakeIds {
    /** 2015-01-01: early enough that every id has 19 digits, so that ids sort as text like numbers. */
    private static final long EPOCH_MILLIS = 1_420_070_400_000L;

    private static final int SHARD_BITS = 12;
    private static final int SEQUENCE_BITS = 10;

    /** The number of logical shards; fixed forever, since it is part of every id. */
    public static final int SHARDS = 1 << SHARD_BITS;

    private SnowflakeIds() {}

    /** The logical shard of the owner of the object with this id: 0 to 4095. */
    public static int shard(long id) {
        return (int) (id >>> SEQUENCE_BITS) & (SHARDS - 1);
    }

    /** The time at which an id was generated. */
    public static Instant timestamp(long id) {
        return Instant.ofEpochMilli(EPOCH_MILLIS + (id >>> (SHARD_BITS + SEQUENCE_BITS)));
    }

    /** The lowest possible id generated at this time; clamped to the valid range. */
    public static long lowestAt(Instant time) {
        long millis = Math.max(0, time.toEpochMilli() - EPOCH_MILLIS);
        int shift = SHARD_BITS + SEQUENCE_BITS;
        return Math.min(millis, Long.MAX_VALUE >> shift) << shift;
    }

    /** Builds an id for a bulk load; the caller must make sure that no other process generated it. */
    public static long encode(Instant time, int shard, int sequence) {
        return lowestAt(time) | ((long) shard << SEQUENCE_BITS) | sequence;
    }

    /** The value of a shard's counter after the last id of this millisecond was generated. */
    public static long lastCounterAt(Instant time) {
        return (lowestAt(time) >>> SHARD_BITS) | ((1 << SEQUENCE_BITS) - 1);
    }

    /** Parses decimal digits; empty if malformed or out of range. */
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
