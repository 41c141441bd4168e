package social.skein.signin;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.sql.Transaction;

/**
 * The session and the CSRF token of a browser, in two cookies. A form must carry the CSRF token of its browser, which a
 * form on another site cannot know.
 */
public final class BrowserSessions {
    private final Sessions sessions;
    private final SignIn signIn;
    private final SecretCookie csrfCookie;
    private final SecretCookie sessionCookie;

    public BrowserSessions(Sessions sessions, SignIn signIn, PublicUrl baseUrl) {
        this.sessions = sessions;
        this.signIn = signIn;
        this.csrfCookie = new SecretCookie(baseUrl, "skein_browser");
        this.sessionCookie = new SecretCookie(baseUrl, "skein_session");
    }

    /** A session that was just opened, with its secret. */
    public record SignedIn(AccountId account, Secret session) {}

    /** The CSRF token that the forms of this browser must carry; a new one if there is none yet. */
    public Secret csrfToken(Request request) {
        return csrfCookie.read(request).orElseGet(Secret::generate);
    }

    /** The CSRF token of a submitted form; throws a {@link Problem.Forbidden} if it does not match the cookie. */
    public Secret verifiedCsrfToken(Request request) {
        Secret sent = new Secret(request.params().text("csrf").orElse(""));
        return csrfCookie
                .read(request)
                .filter(expected -> sent.matches(expected.hash()))
                .orElseThrow(() -> new Problem.Forbidden(
                        "This form was not submitted from its own page, or the browser blocks cookies. Please go back,"
                                + " reload the page, and submit the form again."));
    }

    public Response setCsrfCookie(Response page, Secret csrfToken) {
        return csrfCookie.set(page, csrfToken);
    }

    /** The account that this browser is signed in to. */
    public Future<Optional<AccountId>> currentAccount(Request request) {
        return sessionCookie.read(request).map(sessions::findAccount).orElse(Future.succeededFuture(Optional.empty()));
    }

    /** The {@linkplain Sessions.Session#key() key} of this browser's session; empty if there is none. */
    public String sessionKey(Request request) {
        return sessionCookie.read(request).map(Secret::encodedHash).orElse("");
    }

    /**
     * Signs in with a password. A session always gets a new secret, regardless of the cookie that the browser sent,
     * which prevents session fixation.
     */
    public Future<Optional<SignedIn>> signIn(Request request, String login, String password) {
        return signIn.authenticate(login, password, request.clientNetwork())
                .compose(found -> found.map(account -> sessions.open(account, UserAgent.describe(request))
                                .map(secret -> Optional.of(new SignedIn(account, secret))))
                        .orElse(Future.succeededFuture(Optional.empty())));
    }

    /** Opens a session without a password, as part of a transaction. */
    public Future<SignedIn> open(Transaction transaction, Request request, AccountId account) {
        return sessions.open(transaction, account, UserAgent.describe(request))
                .map(secret -> new SignedIn(account, secret));
    }

    public Response setSessionCookie(Response page, SignedIn signedIn) {
        return sessionCookie.set(page, signedIn.session());
    }

    /** Deletes the session cookie. */
    public Response clearSessionCookie(Response page) {
        return sessionCookie.clear(page);
    }
}
