package social.skein.account;

import io.vertx.core.Future;
import social.skein.model.AccountId;

/** The door by which people come in: checks what they typed, hashes the password, makes the account. */
public final class SignUps {
    private final Accounts accounts;
    private final Passwords passwords;

    public SignUps(Accounts accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** Fails with a {@link social.skein.model.Problem.Invalid} where a rule is broken or the name is taken. */
    public Future<AccountId> register(SignUp signUp) {
        return Future.succeededFuture(signUp)
                .compose(typed -> {
                    typed.check();
                    return passwords.hash(typed.password());
                })
                .compose(hash -> accounts.create(new NewAccount(signUp.username(), signUp.email(), hash)));
    }
}
