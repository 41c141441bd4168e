package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.Answer;
import social.skein.http.Origin;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.sql.Sql;

/**
 * Who is at our pages, by two cookies: one says which browser it is, so that a form sent by another site's page is
 * recognised; the other, whom it signed in as.
 */
public final class Visits {
    private final Sessions sessions;
    private final SignIn signIn;
    private final Cookies browser;
    private final Cookies session;

    public Visits(Sessions sessions, SignIn signIn, Origin origin) {
        this.sessions = sessions;
        this.signIn = signIn;
        this.browser = new Cookies(origin, "skein_browser");
        this.session = new Cookies(origin, "skein_session");
    }

    /** Somebody in the moment they signed in. */
    record SignedIn(AccountId account, Secret session) {}

    /** What the forms of this browser must carry. */
    Secret csrf(Request request) {
        return browser.read(request).orElseGet(Secret::draw);
    }

    /** The same, where the form carries it; a problem otherwise. */
    Secret checkedCsrf(Request request) {
        Secret sent = new Secret(request.params().text("csrf").orElse(""));
        return browser.read(request)
                .filter(known -> sent.matches(known.hash()))
                .orElseThrow(() -> new Problem.Forbidden(
                        "This form was not sent from our own page, or the browser keeps no cookies. Please go back,"
                                + " load the page again, and send it once more."));
    }

    Answer remember(Answer page, Secret csrf) {
        return browser.set(page, csrf);
    }

    /** Who this browser is signed in as. */
    public Future<Optional<AccountId>> account(Request request) {
        return session.read(request).map(sessions::find).orElse(Future.succeededFuture(Optional.empty()));
    }

    /** The session this browser is in, as {@link Sessions} calls it to its owner; empty where there is none. */
    String session(Request request) {
        return session.read(request).map(Secret::key).orElse("");
    }

    /** Checks name and password; a right one begins a session with a fresh secret, whatever cookie was there before. */
    Future<Optional<SignedIn>> signIn(Request request, String login, String password) {
        return signIn.check(login, password, request.neighbourhood())
                .compose(account -> account.map(person -> sessions.open(person, Browser.of(request))
                                .map(secret -> Optional.of(new SignedIn(person, secret))))
                        .orElse(Future.succeededFuture(Optional.empty())));
    }

    /** Begins, as part of a transaction, a session for somebody who needs no password now. */
    Future<SignedIn> open(Sql transaction, Request request, AccountId account) {
        return sessions.open(transaction, account, Browser.of(request)).map(secret -> new SignedIn(account, secret));
    }

    Answer begin(Answer page, SignedIn signedIn) {
        return session.set(page, signedIn.session());
    }

    /** Has the browser forget whom it was signed in as. */
    Answer end(Answer page) {
        return session.drop(page);
    }
}
