package social.skein.account;

import social.skein.signup.SignUpCredentials;

/** An account about to be: what {@link SignUpCredentials} has checked, with the password already hashed. */
public record NewAccount(String username, String email, String passwordHash, SignUpApproval approval) {

    /** An account that needs neither proof nor leave. */
    public NewAccount(String username, String email, String passwordHash) {
        this(username, email, passwordHash, SignUpApproval.BY_OPERATOR);
    }
}
