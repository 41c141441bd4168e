package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import social.skein.account.AccountState;
import social.skein.account.AccountStates;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Viewer;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.signup.PublicSignUp;
import social.skein.signup.SignUpCredentials;
import social.skein.signup.SignUpRequest;

/** Making an account from within an app, and asking how it stands with its e-mail address. */
public final class ApiSignUpRoutes {
    private final PublicSignUp publicSignUp;
    private final AccountStates states;
    private final Apps apps;
    private final Tokens tokens;

    public ApiSignUpRoutes(PublicSignUp publicSignUp, AccountStates states, Apps apps, Tokens tokens) {
        this.publicSignUp = publicSignUp;
        this.states = states;
        this.apps = apps;
        this.tokens = tokens;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts", Access.token(Scope.WRITE_ACCOUNTS), this::signUp);
        api.post("/api/v1/emails/confirmations", Access.token(Scope.WRITE_ACCOUNTS), this::sendConfirmation);
        api.get("/api/v1/emails/check_confirmation", Access.token(Scope.READ_ACCOUNTS), this::isConfirmed);
    }

    /** The token is the app's for the new account at once; it opens nothing while the account has to wait. */
    private Future<TokenView> signUp(Request request) {
        Viewer viewer = request.viewer().orElseThrow();
        if (viewer.account().isPresent()) {
            throw new Problem.Forbidden(
                    "This method requires an client credentials authentication: the token of an app, and not of a person");
        }
        return apps.byId(viewer.appId())
                .map(found -> found.orElseThrow(Problem.Unauthorized::new))
                .compose(app -> publicSignUp.signUp(
                        parse(request.params()),
                        (transaction, joined) ->
                                tokens.issue(transaction, app, Optional.of(joined.account()), app.scopes())))
                .map(TokenView::of);
    }

    private static SignUpRequest parse(Params params) {
        return new SignUpRequest(
                new SignUpCredentials(
                        params.text("username").orElse("").strip(),
                        params.text("email").orElse("").strip(),
                        params.text("password").orElse("")),
                params.flag("agreement", false),
                params.text("reason").orElse(""),
                params.text("locale"));
    }

    private Future<Map<String, String>> sendConfirmation(Request request) {
        return requireUnsuspended(request).map(standing -> {
            if (standing == AccountState.UNCONFIRMED) {
                throw new Problem.Invalid(
                        "This server sends no mail yet; those who run it confirm e-mail addresses by hand");
            }
            throw new Problem.Forbidden("This method is only available while the e-mail is awaiting confirmation");
        });
    }

    private Future<Boolean> isConfirmed(Request request) {
        return requireUnsuspended(request).map(standing -> standing != AccountState.UNCONFIRMED);
    }

    /** How the caller stands; whoever is locked out is told only that. */
    private Future<AccountState> requireUnsuspended(Request request) {
        AccountId account = request.optionalAccount()
                .orElseThrow(() -> new Problem.Invalid("This method requires an authenticated user"));
        return states.find(account).map(found -> {
            AccountState standing = found.orElseThrow(Problem.Unauthorized::new);
            if (standing == AccountState.SUSPENDED) {
                throw new Problem.Forbidden(standing.denialMessage().orElseThrow());
            }
            return standing;
        });
    }
}
