package social.skein.account;

import java.time.Instant;
import social.skein.model.AccountId;

/**
 * An account as an operator sees it.
 *
 * @param reason the reason for joining given at sign-up; may be empty
 */
public record AdminAccount(
        AccountId id,
        String username,
        String email,
        AccountState state,
        boolean confirmed,
        boolean approved,
        String reason,
        Instant createdAt) {}
