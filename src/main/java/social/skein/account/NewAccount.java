package social.skein.account;

/**
 * The account to create, from validated credentials, with the password already hashed.
 *
 * @param passwordHash {@link PasswordHasher#NO_PASSWORD} for an account that signs in elsewhere
 */
public record NewAccount(
        String username, String email, String passwordHash, SignUpApproval approval, String displayName) {

    /** An account without a display name. */
    public NewAccount(String username, String email, String passwordHash, SignUpApproval approval) {
        this(username, email, passwordHash, approval, "");
    }

    /** An account that needs neither confirmation nor approval. */
    public NewAccount(String username, String email, String passwordHash) {
        this(username, email, passwordHash, SignUpApproval.BY_OPERATOR);
    }
}
