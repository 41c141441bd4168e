package social.skein.signup;

import io.vertx.core.Future;
import social.skein.account.Accounts;
import social.skein.account.PasswordHasher;
import social.skein.account.SignUpApproval;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Creates accounts for operators. */
public final class OperatorSignUp {
    private final AccountCreator accounts;

    public OperatorSignUp(Accounts accounts, PasswordHasher passwordHasher) {
        this.accounts = new AccountCreator(accounts, passwordHasher);
    }

    /**
     * Creates a confirmed and approved account; fails with a {@link Problem.Invalid} for invalid or taken credentials.
     */
    public Future<AccountId> register(SignUpCredentials credentials) {
        return register(credentials, SignUpApproval.BY_OPERATOR);
    }

    /** Creates an account that may need confirmation or approval. */
    public Future<AccountId> register(SignUpCredentials credentials, SignUpApproval approval) {
        return accounts.create(
                credentials.validate(),
                credentials,
                approval,
                (transaction, account) -> Future.succeededFuture(account));
    }
}
