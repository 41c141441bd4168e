package social.skein.account;

import java.time.Instant;
import java.util.Optional;
import social.skein.model.AccountId;

/**
 * An account with its profile and counters.
 *
 * @param username as typed at sign-up; compared case-insensitively
 */
public record Account(
        AccountId id,
        String username,
        Instant createdAt,
        boolean suspended,
        Profile profile,
        PostingDefaults postingDefaults,
        Counts counts) {

    /**
     * The counters of an account.
     *
     * @param lastStatusAt truncated to the minute
     */
    public record Counts(long followers, long following, long statuses, Optional<Instant> lastStatusAt) {
        public static final Counts ZERO = new Counts(0, 0, 0, Optional.empty());
    }

    /** An account that has neither filled in its profile nor done anything yet. */
    public static Account blank(AccountId id, String username, Instant createdAt) {
        return new Account(id, username, createdAt, false, Profile.EMPTY, PostingDefaults.PUBLIC, Counts.ZERO);
    }
}
