package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import social.skein.account.FrontDoor;
import social.skein.account.JoinRequest;
import social.skein.account.SignUp;
import social.skein.account.Standing;
import social.skein.account.Standings;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Viewer;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Making an account from within an app, and asking how it stands with its e-mail address. */
public final class JoinRoutes {
    private final FrontDoor door;
    private final Standings standings;
    private final Apps apps;
    private final Tokens tokens;

    public JoinRoutes(FrontDoor door, Standings standings, Apps apps, Tokens tokens) {
        this.door = door;
        this.standings = standings;
        this.apps = apps;
        this.tokens = tokens;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts", Access.token(Scope.WRITE_ACCOUNTS), this::join);
        api.post("/api/v1/emails/confirmations", Access.token(Scope.WRITE_ACCOUNTS), this::sendConfirmation);
        api.get("/api/v1/emails/check_confirmation", Access.token(Scope.READ_ACCOUNTS), this::isConfirmed);
    }

    /** The token is the app's for the new account at once; it opens nothing while the account has to wait. */
    private Future<TokenView> join(Request request) {
        Viewer viewer = request.viewer().orElseThrow();
        if (viewer.account().isPresent()) {
            throw new Problem.Forbidden(
                    "This method requires an client credentials authentication: the token of an app, and not of a person");
        }
        return apps.byId(viewer.app())
                .map(found -> found.orElseThrow(Problem.Unauthorized::new))
                .compose(app -> door.join(
                        asked(request.params()),
                        (transaction, joined) ->
                                tokens.issue(transaction, app, Optional.of(joined.account()), app.scopes())))
                .map(TokenView::of);
    }

    private static JoinRequest asked(Params params) {
        return new JoinRequest(
                new SignUp(
                        params.text("username").orElse("").strip(),
                        params.text("email").orElse("").strip(),
                        params.text("password").orElse("")),
                params.flag("agreement", false),
                params.text("reason").orElse(""),
                params.text("locale"));
    }

    private Future<Map<String, String>> sendConfirmation(Request request) {
        return standing(request).map(standing -> {
            if (standing == Standing.UNCONFIRMED) {
                throw new Problem.Invalid(
                        "This server sends no mail yet; those who run it confirm e-mail addresses by hand");
            }
            throw new Problem.Forbidden("This method is only available while the e-mail is awaiting confirmation");
        });
    }

    private Future<Boolean> isConfirmed(Request request) {
        return standing(request).map(standing -> standing != Standing.UNCONFIRMED);
    }

    /** How the caller stands; whoever is locked out is told only that. */
    private Future<Standing> standing(Request request) {
        AccountId account =
                request.reader().orElseThrow(() -> new Problem.Invalid("This method requires an authenticated user"));
        return standings.of(account).map(found -> {
            Standing standing = found.orElseThrow(Problem.Unauthorized::new);
            if (standing == Standing.SUSPENDED) {
                throw new Problem.Forbidden(standing.refusal().orElseThrow());
            }
            return standing;
        });
    }
}
