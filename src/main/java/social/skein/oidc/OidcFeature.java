package social.skein.oidc;

import java.time.Duration;
import java.util.List;
import social.skein.config.Config;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.signin.SignInFeature;
import social.skein.signup.SignUpFeature;
import social.skein.web.PageLayout;
import social.skein.web.SiteInfo;

/** Sign-in with the accounts of another product, by OpenID Connect; it has no routes if no issuer is configured. */
public final class OidcFeature implements Feature {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Config.Oidc settings;
    private final OidcRoutes routes;
    private final PendingSignIns pending;

    public OidcFeature(
            Platform platform, Config.Oidc settings, SignInFeature signIn, SignUpFeature signUp, SiteInfo site) {
        this.settings = settings;
        this.pending = new PendingSignIns(platform.db());
        this.routes = new OidcRoutes(
                new OidcClient(
                        settings, platform.publicUrl() + OidcRoutes.CALLBACK, new ProviderHttp(platform.vertx())),
                pending,
                new OidcSignIn(
                        platform.db(),
                        signIn.browserSessions(),
                        signUp.identities(),
                        signUp.externalSignUp(),
                        settings.issuer()),
                signIn.browserSessions(),
                new PageLayout(site));
    }

    @Override
    public void mount(Endpoints api) {
        if (settings.isEnabled()) {
            routes.mount(api);
        }
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob(
                "delete expired sign-ins by OpenID Connect",
                SWEEP_INTERVAL,
                () -> pending.sweep().mapEmpty()));
    }
}
