package social.skein.demo.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import social.skein.model.SnowflakeIds;

/**
 * Names and ids of a synthetic population, computed from the account number. The lowest bits of an id distinguish the
 * accounts of a shard, so ids are unique as long as no account creates two objects in the same millisecond.
 */
public final class SyntheticIds {
    private static final Instant FIRST_JOINED = Instant.parse("2022-01-01T00:00:00Z");
    private static final Duration JOIN_INTERVAL = Duration.ofSeconds(30);
    private static final Instant FIRST_FOLLOWED = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration FOLLOW_INTERVAL = Duration.ofMinutes(9);
    private static final int FIRST_FOLLOW_DAYS = 100;

    private SyntheticIds() {}

    /** {@code u0000042} for 42. */
    public static String username(int account) {
        return String.format(Locale.ROOT, "u%07d", account);
    }

    public static long accountId(int account) {
        return id(account, FIRST_JOINED.plus(JOIN_INTERVAL.multipliedBy(account)));
    }

    /** The id of the follow with this index among those of the account. */
    static long followId(int account, int number) {
        long day = Math.floorMod(account * 31L, FIRST_FOLLOW_DAYS);
        return id(account, FIRST_FOLLOWED.plus(Duration.ofDays(day)).plus(FOLLOW_INTERVAL.multipliedBy(number)));
    }

    /** The id of an object created by the account at this time. */
    static long id(int account, Instant at) {
        return SnowflakeIds.encode(at, account % SnowflakeIds.SHARDS, account / SnowflakeIds.SHARDS);
    }
}
