package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import social.skein.account.AccountState;
import social.skein.account.AccountStates;
import social.skein.http.Access;
import social.skein.http.Caller;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.signup.PublicSignUp;
import social.skein.signup.SignUpRequest;

/** Sign-up through an app, and the status of its e-mail confirmation. */
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

    /** Returns a token for the new account at once; it is not accepted until the account is active. */
    private Future<TokenView> signUp(Request request) {
        Caller caller = request.caller().orElseThrow();
        if (caller.account().isPresent()) {
            throw new Problem.Forbidden(
                    "This method requires an client credentials authentication: the token of an app, not of a user");
        }
        return apps.byId(caller.appId())
                .map(found -> found.orElseThrow(Problem.Unauthorized::new))
                .compose(app -> publicSignUp.signUp(
                        SignUpRequest.parse(request.params(), "locale"),
                        (transaction, signedUp) ->
                                tokens.issue(transaction, app, Optional.of(signedUp.account()), app.scopes())))
                .map(TokenView::of);
    }

    private Future<Map<String, String>> sendConfirmation(Request request) {
        return requireUnsuspended(request).map(state -> {
            if (state == AccountState.UNCONFIRMED) {
                throw new Problem.Invalid(
                        "This server sends no mail yet; its operator confirms e-mail addresses manually");
            }
            throw new Problem.Forbidden("This method is only available while the e-mail is awaiting confirmation");
        });
    }

    private Future<Boolean> isConfirmed(Request request) {
        return requireUnsuspended(request).map(state -> state != AccountState.UNCONFIRMED);
    }

    /** The state of the caller's account; fails if it is suspended. */
    private Future<AccountState> requireUnsuspended(Request request) {
        AccountId account = request.optionalAccount()
                .orElseThrow(() -> new Problem.Invalid("This method requires an authenticated user"));
        return states.find(account).map(found -> {
            AccountState state = found.orElseThrow(Problem.Unauthorized::new);
            if (state == AccountState.SUSPENDED) {
                throw new Problem.Forbidden(state.denialMessage().orElseThrow());
            }
            return state;
        });
    }
}
