package social.skein.signin;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import social.skein.account.Credentials;
import social.skein.account.PasswordHasher;
import social.skein.auditlog.AuditLog;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Verifies a login and a password. Neither the result nor the response time reveals whether an account exists. */
public final class SignIn {
    /** The longest e-mail address. Attempts are counted by login, so its length must be bounded. */
    private static final int MAX_LOGIN_LENGTH = 254;

    private final Credentials credentials;
    private final PasswordHasher passwordHasher;
    private final SignInRateLimiter rateLimiter = new SignInRateLimiter();

    public SignIn(Credentials credentials, PasswordHasher passwordHasher) {
        this.credentials = credentials;
        this.passwordHasher = passwordHasher;
    }

    /**
     * The account if the password is right, otherwise empty. Fails with a {@link Problem.Forbidden} that names the
     * reason if the password is right but the account is not active.
     *
     * @param login a username or an e-mail address
     * @param address the client's address; too many attempts from it fail with a {@link Problem.TooManyRequests}
     */
    public Future<Optional<AccountId>> authenticate(String login, String password, String address) {
        if (login.length() > MAX_LOGIN_LENGTH) {
            return Future.succeededFuture(login.substring(0, MAX_LOGIN_LENGTH))
                    .compose(unknown -> rejectUnknown(unknown, password, address));
        }
        return credentials
                .byLogin(login)
                .compose(found -> found.map(credential -> verify(credential, password, address)
                                .map(matches -> matches
                                        ? Optional.of(requireActive(credential, address))
                                        : Optional.<AccountId>empty()))
                        .orElseGet(() -> rejectUnknown(login.strip().toLowerCase(Locale.ROOT), password, address)));
    }

    /** Whether the password of a signed-in account is right; counted like any other attempt. */
    public Future<Boolean> verifyPassword(AccountId account, String password, String address) {
        return credentials
                .byAccount(account)
                .compose(found -> found.map(credential -> verify(credential, password, address))
                        .orElse(Future.succeededFuture(false)));
    }

    /** Whether an account has a password; otherwise it signs in elsewhere. */
    public Future<Boolean> hasPassword(AccountId account) {
        return credentials
                .byAccount(account)
                .map(found -> found.map(Credentials.Credential::hasPassword).orElse(false));
    }

    private Future<Boolean> verify(Credentials.Credential credential, String password, String address) {
        String account = credential.account().toString();
        rateLimiter.recordAttempt(account, address);
        return passwordHasher.verify(password, credential.passwordHash()).onSuccess(matches -> {
            if (matches) {
                rateLimiter.reset(account, address);
            } else {
                AuditLog.record(AuditLog.Event.SIGN_IN_FAILED, "address " + address, "account " + account);
            }
        });
    }

    private static AccountId requireActive(Credentials.Credential credential, String address) {
        String actor = "account " + credential.account();
        credential.state().denialMessage().ifPresent(sentence -> {
            AuditLog.record(AuditLog.Event.ACCOUNT_DISABLED, actor, "from address " + address);
            throw new Problem.Forbidden(sentence);
        });
        AuditLog.record(AuditLog.Event.SIGNED_IN, actor, "from address " + address);
        return credential.account();
    }

    private Future<Optional<AccountId>> rejectUnknown(String login, String password, String address) {
        rateLimiter.recordAttempt("@" + login, address);
        return passwordHasher
                .verifyDummy(password)
                .onSuccess(mismatch ->
                        AuditLog.record(AuditLog.Event.SIGN_IN_FAILED, "address " + address, "unknown login"))
                .map(Optional.empty());
    }
}
