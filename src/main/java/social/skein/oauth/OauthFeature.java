package social.skein.oauth;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import social.skein.account.AccountFeature;
import social.skein.config.Role;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.model.AccountId;
import social.skein.signin.SignInFeature;
import social.skein.signup.SignUpFeature;

/** Apps, authorization codes and access tokens, and the revocation of all access of an account. */
public final class OauthFeature implements Feature {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Platform platform;
    private final AccountFeature accounts;
    private final SignInFeature signIn;
    private final SignUpFeature signUp;
    private final boolean passwordGrant;
    private final Tokens tokens;
    private final Apps apps;
    private final AuthorizationCodes codes;
    private final AccountAccess access;

    /**
     * The feature on its stores.
     *
     * @param onAuthenticated called with the age of the token of each authenticated request
     * @param passwordGrant whether apps may trade a name and a password for a token
     */
    public OauthFeature(
            Platform platform,
            AccountFeature accounts,
            SignInFeature signIn,
            SignUpFeature signUp,
            BiConsumer<AccountId, Duration> onAuthenticated,
            boolean passwordGrant) {
        this.platform = platform;
        this.accounts = accounts;
        this.signIn = signIn;
        this.signUp = signUp;
        this.passwordGrant = passwordGrant;
        this.tokens = new Tokens(platform.db(), platform.hints(), onAuthenticated);
        this.apps = new Apps(platform.db());
        this.codes = new AuthorizationCodes(platform.db(), tokens);
        this.access = new AccountAccess(
                platform.db(), accounts.credentials(), accounts.passwordHasher(), signIn.sessions(), tokens, codes);
    }

    public Tokens tokens() {
        return tokens;
    }

    public Apps apps() {
        return apps;
    }

    public AuthorizationCodes codes() {
        return codes;
    }

    public AccountAccess access() {
        return access;
    }

    public ProvisionedTokens operatorTokens() {
        return new ProvisionedTokens(platform.db(), apps, tokens);
    }

    public AccountModeration moderation() {
        return new AccountModeration(platform.db(), accounts.states(), tokens, access, platform.outbox());
    }

    @Override
    public void mount(Endpoints api) {
        new ApiSignUpRoutes(signUp.publicSignUp(), accounts.states(), apps, tokens).mount(api);
        new AppRoutes(apps, "").mount(api);
        new TokenRoutes(apps, tokens, codes, signIn.signIn(), passwordGrant).mount(api);
        new OauthDiscoveryRoutes(platform.publicUrl(), passwordGrant, accounts.accounts(), accounts.views()).mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        return List.of(new FactConsumer(Role.NOTIFY, new AccountStateHandler(tokens, platform.hints())));
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob(
                "delete expired authorization codes",
                SWEEP_INTERVAL,
                () -> codes.sweep().mapEmpty()));
    }

    @Override
    public List<ErasureStep> erasure() {
        return OauthErasure.steps(platform.db());
    }

    @Override
    public Future<Void> start() {
        return tokens.listen();
    }
}
