package social.skein.provisioning;

import social.skein.account.AccountFeature;
import social.skein.config.Config;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.oauth.OauthFeature;
import social.skein.signup.SignUpFeature;

/** The API of an operator's backend; all of its routes answer 404 if no credential is configured. */
public final class ProvisioningFeature implements Feature {
    private final ProvisioningRoutes routes;

    public ProvisioningFeature(
            Platform platform, Config config, AccountFeature accounts, SignUpFeature signUp, OauthFeature oauth) {
        this.routes = new ProvisioningRoutes(
                new ProvisioningCredential(config.provisioning().token()),
                accounts.states(),
                signUp.identities(),
                signUp.externalSignUp(),
                oauth.moderation(),
                oauth.operatorTokens(),
                oauth.access(),
                platform.publicUrl(),
                config.oidc().issuer());
    }

    @Override
    public void mount(Endpoints api) {
        routes.mount(api);
    }
}
