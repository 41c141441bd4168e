package social.skein.provisioning;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import social.skein.account.AccountStates;
import social.skein.account.AdminAccount;
import social.skein.auditlog.AuditLog;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Scopes;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.oauth.AccountAccess;
import social.skein.oauth.AccountModeration;
import social.skein.oauth.ProvisionedTokens;
import social.skein.signup.ExternalIdentities;
import social.skein.signup.ExternalIdentity;
import social.skein.signup.ExternalSignUp;
import social.skein.signup.ExternalUser;

/** The endpoints of the provisioning API. Each requires the {@link ProvisioningCredential}. */
final class ProvisioningRoutes {
    private static final String ACCOUNTS = "/api/skein/v1/accounts";
    private static final String ACCOUNT = ACCOUNTS + "/:id";
    private static final String DEFAULT_SCOPES = "read write follow push";
    private static final int MAX_APP_NAME_LENGTH = 60;

    private final ProvisioningCredential credential;
    private final AccountStates states;
    private final ExternalIdentities identities;
    private final ExternalSignUp signUp;
    private final AccountModeration moderation;
    private final ProvisionedTokens tokens;
    private final AccountAccess access;
    private final PublicUrl publicUrl;
    private final String issuer;

    /** @param issuer the OpenID Connect issuer to which external ids belong; may be empty */
    ProvisioningRoutes(
            ProvisioningCredential credential,
            AccountStates states,
            ExternalIdentities identities,
            ExternalSignUp signUp,
            AccountModeration moderation,
            ProvisionedTokens tokens,
            AccountAccess access,
            PublicUrl publicUrl,
            String issuer) {
        this.credential = credential;
        this.states = states;
        this.identities = identities;
        this.signUp = signUp;
        this.moderation = moderation;
        this.tokens = tokens;
        this.access = access;
        this.publicUrl = publicUrl;
        this.issuer = issuer;
    }

    void mount(Endpoints api) {
        Access operator = Access.operator();
        api.post(ACCOUNTS, operator, authorized(this::create));
        api.get(ACCOUNTS + "/lookup", operator, authorized(this::lookup));
        api.get(ACCOUNT, operator, authorized(request -> find(id(request, "id"))));
        api.post(ACCOUNT + "/disable", operator, authorized(this::disable));
        api.post(ACCOUNT + "/enable", operator, authorized(this::enable));
        api.post(ACCOUNT + "/tokens", operator, authorized(this::issueToken));
        api.delete(ACCOUNT + "/tokens", operator, authorized(this::revokeAll));
        api.delete(ACCOUNT + "/tokens/:token_id", operator, authorized(this::revokeToken));
    }

    private Function<Request, Future<?>> authorized(Function<Request, Future<?>> handler) {
        return request -> {
            credential.require(request);
            return handler.apply(request);
        };
    }

    private Future<ProvisionedAccount> create(Request request) {
        Params params = request.params();
        ExternalUser user = new ExternalUser(
                params.text("username").orElse("").strip(),
                params.text("display_name").orElse("").strip(),
                params.nonBlank("email").map(String::strip),
                params.nonBlank("external_id").map(this::identity));
        return signUp.create(user).compose(account -> {
            audit(AuditLog.Event.ACCOUNT_CREATED, request, "account " + account);
            return find(account);
        });
    }

    private Future<ProvisionedAccount> lookup(Request request) {
        Optional<String> externalId = request.params().nonBlank("external_id");
        Optional<String> username = request.params().nonBlank("username");
        if (externalId.isPresent() == username.isPresent()) {
            throw new Problem.Malformed("Either external_id or username is required, not both");
        }
        if (externalId.isPresent()) {
            return identities
                    .find(identity(externalId.get()))
                    .compose(found ->
                            find(found.orElseThrow(Problem.NotFound::new).account()));
        }
        return states.byUsername(username.orElseThrow())
                .compose(found -> view(found.orElseThrow(Problem.NotFound::new)));
    }

    /** Suspends the account, which ends its sessions; its tokens are accepted again when it is enabled. */
    private Future<ProvisionedAccount> disable(Request request) {
        AccountId account = id(request, "id");
        return find(account)
                .compose(exists -> moderation.suspend(account, actor(request)))
                .compose(changed -> find(account));
    }

    private Future<ProvisionedAccount> enable(Request request) {
        AccountId account = id(request, "id");
        return find(account)
                .compose(exists -> moderation.unsuspend(account, actor(request)))
                .compose(changed -> find(account));
    }

    private Future<ProvisionedTokens.OperatorToken> issueToken(Request request) {
        AccountId account = id(request, "id");
        String app = request.params().text("app_name").orElse("").strip();
        if (app.isEmpty()) {
            throw invalid(FieldError.blank("app_name"));
        }
        if (app.length() > MAX_APP_NAME_LENGTH) {
            throw invalid(FieldError.tooLong("app_name", MAX_APP_NAME_LENGTH, "characters"));
        }
        Scopes scopes = Scopes.parse(request.params().nonBlank("scopes").orElse(DEFAULT_SCOPES))
                .orElseThrow(() -> invalid(
                        FieldError.invalid("scopes", "must be scopes separated by spaces, like " + DEFAULT_SCOPES)));
        return tokens.issue(account, app, scopes)
                .onSuccess(issued -> audit(AuditLog.Event.TOKEN_ISSUED, request, issued + " of account " + account));
    }

    private Future<Map<String, String>> revokeToken(Request request) {
        AccountId account = id(request, "id");
        long token = id(request, "token_id").value();
        return tokens.revoke(account, token).map(revoked -> {
            if (!revoked) {
                throw new Problem.NotFound();
            }
            audit(AuditLog.Event.TOKEN_REVOKED, request, "token " + token + " of account " + account);
            return Map.of();
        });
    }

    /** Ends all access of the account, including its browser sessions. */
    private Future<Map<String, String>> revokeAll(Request request) {
        AccountId account = id(request, "id");
        return find(account).compose(exists -> access.revokeAll(account)).map(revoked -> {
            audit(AuditLog.Event.ALL_SESSIONS_REVOKED, request, "account " + account);
            return Map.of();
        });
    }

    private Future<ProvisionedAccount> find(AccountId account) {
        return states.byId(account).compose(found -> view(found.orElseThrow(Problem.NotFound::new)));
    }

    private Future<ProvisionedAccount> view(AdminAccount account) {
        return identities
                .findSubject(account.id(), issuer)
                .map(externalId -> ProvisionedAccount.of(account, externalId, publicUrl));
    }

    private ExternalIdentity identity(String externalId) {
        return new ExternalIdentity(issuer, externalId);
    }

    private static AccountId id(Request request, String name) {
        return SnowflakeIds.parse(request.pathParam(name)).map(AccountId::new).orElseThrow(Problem.NotFound::new);
    }

    private static Problem invalid(FieldError error) {
        return new Problem.Invalid(java.util.List.of(error));
    }

    private static void audit(AuditLog.Event event, Request request, String target) {
        AuditLog.record(event, actor(request), target);
    }

    private static String actor(Request request) {
        return "provisioning API from address " + request.clientNetwork();
    }
}
