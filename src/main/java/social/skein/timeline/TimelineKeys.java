package social.skein.timeline;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;

/** The Redis keys of home timelines, and decimal encoding of numbers. Written by hand because fan-out is a hot path. */
final class TimelineKeys {
    /** The number of hash tags, and so the maximum number of Redis Cluster nodes that timelines can be spread over. */
    static final int BUCKETS = 64;

    private static final byte[][] PREFIXES = new byte[BUCKETS][];

    static {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            PREFIXES[bucket] = ("home:{" + bucket + "}:").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private TimelineKeys() {}

    static int bucket(long owner) {
        return SnowflakeIds.shard(owner) % BUCKETS;
    }

    static String home(AccountId owner) {
        return new String(home(owner.value()), StandardCharsets.US_ASCII);
    }

    static byte[] home(long owner) {
        byte[] prefix = PREFIXES[bucket(owner)];
        int digits = digitCount(owner);
        byte[] key = new byte[prefix.length + digits];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        writeDigits(owner, key, key.length);
        return key;
    }

    /** The decimal digits of a non-negative number. */
    static byte[] digits(long number) {
        byte[] digits = new byte[digitCount(number)];
        writeDigits(number, digits, digits.length);
        return digits;
    }

    static long parseDigits(Buffer digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = number * 10 + (digits.getByte(i) - '0');
        }
        return number;
    }

    private static void writeDigits(long number, byte[] target, int end) {
        long rest = number;
        int index = end;
        do {
            target[--index] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    private static int digitCount(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
