package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import social.skein.account.Credentials;
import social.skein.account.Passwords;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.trace.SecurityLog;

/** Checks a name and a password. Whether there is such a name shows neither in the answer nor in the time it takes. */
public final class SignIn {
    /** The longest e-mail address. Attempts are remembered by what was typed, and nobody may type a megabyte into that. */
    private static final int LONGEST_LOGIN = 254;

    private final Credentials credentials;
    private final Passwords passwords;
    private final SignInAttempts attempts = new SignInAttempts();

    public SignIn(Credentials credentials, Passwords passwords) {
        this.credentials = credentials;
        this.passwords = passwords;
    }

    /**
     * The account these open, or nothing. Where the password is right and the account may not be used, a problem says why.
     *
     * @param login a username or an e-mail address
     * @param address where the request came from; too many wrong passwords from there are a problem
     */
    Future<Optional<AccountId>> check(String login, String password, String address) {
        if (login.length() > LONGEST_LOGIN) {
            return Future.succeededFuture(login.substring(0, LONGEST_LOGIN))
                    .compose(nobodys -> refuse(nobodys, password, address));
        }
        return credentials
                .find(login)
                .compose(found -> found.map(credential -> check(credential, password, address)
                                .map(matches -> matches
                                        ? Optional.of(admitted(credential, address))
                                        : Optional.<AccountId>empty()))
                        .orElseGet(() -> refuse(login.strip().toLowerCase(Locale.ROOT), password, address)));
    }

    /** Whether this is the password of somebody who is signed in already; counted like any other attempt. */
    Future<Boolean> isPassword(AccountId account, String password, String address) {
        return credentials
                .of(account)
                .compose(found -> found.map(credential -> check(credential, password, address))
                        .orElse(Future.succeededFuture(false)));
    }

    private Future<Boolean> check(Credentials.Credential credential, String password, String address) {
        String whom = credential.account().toString();
        attempts.begin(whom, address);
        return passwords.matches(password, credential.passwordHash()).onSuccess(matches -> {
            if (matches) {
                attempts.succeeded(whom, address);
            } else {
                SecurityLog.note(SecurityLog.Event.SIGN_IN_FAILED, "address " + address, "account " + whom);
            }
        });
    }

    private static AccountId admitted(Credentials.Credential credential, String address) {
        String who = "account " + credential.account();
        credential.standing().refusal().ifPresent(sentence -> {
            SecurityLog.note(SecurityLog.Event.BARRED, who, "from address " + address);
            throw new Problem.Forbidden(sentence);
        });
        SecurityLog.note(SecurityLog.Event.SIGNED_IN, who, "from address " + address);
        return credential.account();
    }

    private Future<Optional<AccountId>> refuse(String login, String password, String address) {
        attempts.begin("@" + login, address);
        return passwords
                .matchesNobody(password)
                .onSuccess(never ->
                        SecurityLog.note(SecurityLog.Event.SIGN_IN_FAILED, "address " + address, "nobody of that name"))
                .map(Optional.empty());
    }
}
