package social.skein.signup;

import io.vertx.core.Future;
import java.util.List;
import social.skein.account.Accounts;
import social.skein.account.NewAccount;
import social.skein.account.PasswordHasher;
import social.skein.account.SignUpApproval;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;

/** How those who run the server make accounts: checks what they typed, hashes the password, makes the account. */
public final class OperatorSignUp {
    private final Accounts accounts;
    private final PasswordHasher passwordHasher;

    public OperatorSignUp(Accounts accounts, PasswordHasher passwordHasher) {
        this.accounts = accounts;
        this.passwordHasher = passwordHasher;
    }

    /** Fails with a {@link Problem.Invalid} where a rule is broken or the name is taken. */
    public Future<AccountId> register(SignUpCredentials credentials) {
        return register(credentials, SignUpApproval.BY_OPERATOR);
    }

    /** The same on other terms. */
    public Future<AccountId> register(SignUpCredentials credentials, SignUpApproval approval) {
        List<FieldError> faults = credentials.validate();
        return faults.isEmpty()
                ? passwordHasher
                        .hash(credentials.password())
                        .compose(hash -> accounts.create(
                                new NewAccount(credentials.username(), credentials.email(), hash, approval)))
                : Future.failedFuture(new Problem.Invalid(faults));
    }
}
