package social.skein.account;

import java.time.Instant;
import social.skein.model.AccountId;

/**
 * An account as those see it who run the server.
 *
 * @param reason why they wanted to join; empty where nobody asked
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
