package social.skein.account;

/** An account about to be: what {@link SignUp} has checked, with the password already hashed. */
public record NewAccount(String username, String email, String passwordHash, Admission admission) {

    /** An account that needs neither proof nor leave. */
    public NewAccount(String username, String email, String passwordHash) {
        this(username, email, passwordHash, Admission.BY_OPERATOR);
    }
}
