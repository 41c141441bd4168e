package social.skein.account;

/** The account to create, from validated credentials, with the password already hashed. */
public record NewAccount(String username, String email, String passwordHash, SignUpApproval approval) {

    /** An account that needs neither confirmation nor approval. */
    public NewAccount(String username, String email, String passwordHash) {
        this(username, email, passwordHash, SignUpApproval.BY_OPERATOR);
    }
}
