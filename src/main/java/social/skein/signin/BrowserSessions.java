package social.skein.signin;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.sql.Sql;

/**
 * Who is at our pages, by two cookies: one says which browser it is, so that a form sent by another site's page is
 * recognised; the other, whom it signed in as.
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

    /** Somebody in the moment they signed in. */
    public record SignedIn(AccountId account, Secret session) {}

    /** What the forms of this browser must carry. */
    public Secret csrfToken(Request request) {
        return csrfCookie.read(request).orElseGet(Secret::generate);
    }

    /** The same, where the form carries it; a problem otherwise. */
    public Secret verifiedCsrfToken(Request request) {
        Secret sent = new Secret(request.params().text("csrf").orElse(""));
        return csrfCookie
                .read(request)
                .filter(known -> sent.matches(known.hash()))
                .orElseThrow(() -> new Problem.Forbidden(
                        "This form was not sent from our own page, or the browser keeps no cookies. Please go back,"
                                + " load the page again, and send it once more."));
    }

    public Response setCsrfCookie(Response page, Secret csrfToken) {
        return csrfCookie.set(page, csrfToken);
    }

    /** Who this browser is signed in as. */
    public Future<Optional<AccountId>> currentAccount(Request request) {
        return sessionCookie.read(request).map(sessions::findAccount).orElse(Future.succeededFuture(Optional.empty()));
    }

    /** The session this browser is in, as {@link Sessions} calls it to its owner; empty where there is none. */
    public String sessionKey(Request request) {
        return sessionCookie.read(request).map(Secret::encodedHash).orElse("");
    }

    /** Checks name and password; a right one begins a session with a fresh secret, whatever cookie was there before. */
    public Future<Optional<SignedIn>> signIn(Request request, String login, String password) {
        return signIn.authenticate(login, password, request.clientNetwork())
                .compose(account -> account.map(person -> sessions.open(person, UserAgent.describe(request))
                                .map(secret -> Optional.of(new SignedIn(person, secret))))
                        .orElse(Future.succeededFuture(Optional.empty())));
    }

    /** Begins, as part of a transaction, a session for somebody who needs no password now. */
    public Future<SignedIn> open(Sql transaction, Request request, AccountId account) {
        return sessions.open(transaction, account, UserAgent.describe(request))
                .map(secret -> new SignedIn(account, secret));
    }

    public Response setSessionCookie(Response page, SignedIn signedIn) {
        return sessionCookie.set(page, signedIn.session());
    }

    /** Has the browser forget whom it was signed in as. */
    public Response clearSessionCookie(Response page) {
        return sessionCookie.clear(page);
    }
}
