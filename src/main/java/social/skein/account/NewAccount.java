package social.skein.account;

import social.skein.signup.SignUpCredentials;

/** The account to create, with validated {@link SignUpCredentials} and the password already hashed. */
public record NewAccount(String username, String email, String passwordHash, SignUpApproval approval) {

    /** An account that needs neither confirmation nor approval. */
    public NewAccount(String username, String email, String passwordHash) {
        this(username, email, passwordHash, SignUpApproval.BY_OPERATOR);
    }
}
