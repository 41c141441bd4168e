package social.skein.signin;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import social.skein.account.Credentials;
import social.skein.account.PasswordHasher;
import social.skein.auditlog.AuditLog;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Checks a name and a password. Whether there is such a name shows neither in the answer nor in the time it takes. */
public final class SignIn {
    /** The longest e-mail address. Attempts are remembered by what was typed, and nobody may type a megabyte into that. */
    private static final int MAX_LOGIN_LENGTH = 254;

    private final Credentials credentials;
    private final PasswordHasher passwordHasher;
    private final SignInRateLimiter rateLimiter = new SignInRateLimiter();

    public SignIn(Credentials credentials, PasswordHasher passwordHasher) {
        this.credentials = credentials;
        this.passwordHasher = passwordHasher;
    }

    /**
     * The account these open, or nothing. Where the password is right and the account may not be used, a problem says why.
     *
     * @param login a username or an e-mail address
     * @param address where the request came from; too many wrong passwords from there are a problem
     */
    public Future<Optional<AccountId>> authenticate(String login, String password, String address) {
        if (login.length() > MAX_LOGIN_LENGTH) {
            return Future.succeededFuture(login.substring(0, MAX_LOGIN_LENGTH))
                    .compose(nobodys -> rejectUnknown(nobodys, password, address));
        }
        return credentials
                .byLogin(login)
                .compose(found -> found.map(credential -> verify(credential, password, address)
                                .map(matches -> matches
                                        ? Optional.of(requireActive(credential, address))
                                        : Optional.<AccountId>empty()))
                        .orElseGet(() -> rejectUnknown(login.strip().toLowerCase(Locale.ROOT), password, address)));
    }

    /** Whether this is the password of somebody who is signed in already; counted like any other attempt. */
    public Future<Boolean> verifyPassword(AccountId account, String password, String address) {
        return credentials
                .byAccount(account)
                .compose(found -> found.map(credential -> verify(credential, password, address))
                        .orElse(Future.succeededFuture(false)));
    }

    private Future<Boolean> verify(Credentials.Credential credential, String password, String address) {
        String whom = credential.account().toString();
        rateLimiter.recordAttempt(whom, address);
        return passwordHasher.verify(password, credential.passwordHash()).onSuccess(matches -> {
            if (matches) {
                rateLimiter.reset(whom, address);
            } else {
                AuditLog.record(AuditLog.Event.SIGN_IN_FAILED, "address " + address, "account " + whom);
            }
        });
    }

    private static AccountId requireActive(Credentials.Credential credential, String address) {
        String who = "account " + credential.account();
        credential.state().denialMessage().ifPresent(sentence -> {
            AuditLog.record(AuditLog.Event.ACCOUNT_DISABLED, who, "from address " + address);
            throw new Problem.Forbidden(sentence);
        });
        AuditLog.record(AuditLog.Event.SIGNED_IN, who, "from address " + address);
        return credential.account();
    }

    private Future<Optional<AccountId>> rejectUnknown(String login, String password, String address) {
        rateLimiter.recordAttempt("@" + login, address);
        return passwordHasher
                .verifyDummy(password)
                .onSuccess(never ->
                        AuditLog.record(AuditLog.Event.SIGN_IN_FAILED, "address " + address, "nobody of that name"))
                .map(Optional.empty());
    }
}
