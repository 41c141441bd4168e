package social.skein.account;

import java.time.Instant;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/**
 * Somebody, with their counts.
 *
 * @param username as it was typed at sign-up; compared without regard to case
 * @param note plain text
 * @param locked whether followers must be let in
 * @param privacy the visibility of a status that names none
 */
public record Account(
        AccountId id,
        String username,
        String displayName,
        String note,
        boolean locked,
        boolean bot,
        boolean discoverable,
        Visibility privacy,
        Instant createdAt,
        boolean suspended,
        long followers,
        long following,
        long statuses,
        Optional<Instant> lastStatusAt,
        Profile profile) {}
