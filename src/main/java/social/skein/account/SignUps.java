package social.skein.account;

import io.vertx.core.Future;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.Fault;
import social.skein.model.Problem;

/** How those who run the server make accounts: checks what they typed, hashes the password, makes the account. */
public final class SignUps {
    private final Accounts accounts;
    private final Passwords passwords;

    public SignUps(Accounts accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** Fails with a {@link Problem.Invalid} where a rule is broken or the name is taken. */
    public Future<AccountId> register(SignUp signUp) {
        return register(signUp, Admission.BY_OPERATOR);
    }

    /** The same on other terms. */
    public Future<AccountId> register(SignUp signUp, Admission admission) {
        List<Fault> faults = signUp.faults();
        return faults.isEmpty()
                ? passwords
                        .hash(signUp.password())
                        .compose(hash ->
                                accounts.create(new NewAccount(signUp.username(), signUp.email(), hash, admission)))
                : Future.failedFuture(new Problem.Invalid(faults));
    }
}
