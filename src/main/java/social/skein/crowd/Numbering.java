package social.skein.crowd;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import social.skein.model.Ids;

/**
 * Names and ids of a crowd, all decided by the number of an account. The lowest bits of an id tell apart the accounts of a
 * shard, so whatever the accounts of a shard make gets ids of its own as long as nobody makes two things in a millisecond.
 */
public final class Numbering {
    private static final Instant FIRST_JOINED = Instant.parse("2022-01-01T00:00:00Z");
    private static final Duration BETWEEN_JOINS = Duration.ofSeconds(30);
    private static final Instant FIRST_FOLLOWED = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration BETWEEN_FOLLOWS = Duration.ofMinutes(9);
    private static final int DAYS_OF_FIRST_FOLLOWS = 100;

    private Numbering() {}

    /** {@code u0000042} for 42. */
    public static String username(int account) {
        return String.format(Locale.ROOT, "u%07d", account);
    }

    public static long account(int account) {
        return id(account, FIRST_JOINED.plus(BETWEEN_JOINS.multipliedBy(account)));
    }

    /** The id of the follow somebody made as this one of theirs. */
    static long follow(int account, int number) {
        long day = Math.floorMod(account * 31L, DAYS_OF_FIRST_FOLLOWS);
        return id(account, FIRST_FOLLOWED.plus(Duration.ofDays(day)).plus(BETWEEN_FOLLOWS.multipliedBy(number)));
    }

    /** The id of what somebody made at this time. */
    static long id(int account, Instant at) {
        return Ids.of(at, account % Ids.SHARDS, account / Ids.SHARDS);
    }
}
