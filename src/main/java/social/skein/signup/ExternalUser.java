package social.skein.signup;

import java.util.Optional;

/**
 * A user of another product, for whom an account is created without a password.
 *
 * @param username the username or, for a derived one, the text it is derived from
 * @param displayName may be empty
 * @param email an address that belongs to the user; empty if none is known
 * @param identity the identity to link the account to
 */
public record ExternalUser(
        String username, String displayName, Optional<String> email, Optional<ExternalIdentity> identity) {}
