package social.skein.signup;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import social.skein.account.Accounts;
import social.skein.account.NewAccount;
import social.skein.account.PasswordHasher;
import social.skein.account.SignUpApproval;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.sql.Transaction;

/** The last steps of each sign-up: hashes the password and creates the account. */
final class AccountCreator {
    private final Accounts accounts;
    private final PasswordHasher passwordHasher;

    AccountCreator(Accounts accounts, PasswordHasher passwordHasher) {
        this.accounts = accounts;
        this.passwordHasher = passwordHasher;
    }

    /**
     * Creates an account, or fails with a {@link Problem.Invalid} if there are errors or the name is taken.
     *
     * @param errors the validation errors
     * @param initializer runs in the transaction that creates the account
     */
    <T> Future<T> create(
            List<FieldError> errors,
            SignUpCredentials credentials,
            SignUpApproval approval,
            BiFunction<Transaction, AccountId, Future<T>> initializer) {
        if (!errors.isEmpty()) {
            return Future.failedFuture(new Problem.Invalid(errors));
        }
        return passwordHasher
                .hash(credentials.password())
                .map(hash -> new NewAccount(credentials.username(), credentials.email(), hash, approval))
                .compose(account -> accounts.create(account, initializer));
    }
}
