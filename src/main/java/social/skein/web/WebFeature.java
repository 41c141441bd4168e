package social.skein.web;

import social.skein.account.AccountFeature;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.oauth.AuthorizedApps;
import social.skein.oauth.OauthFeature;
import social.skein.signin.BrowserSessions;
import social.skein.signin.SignInFeature;
import social.skein.signup.SignUpFeature;

/** The HTML pages: sign-in, sign-up, consent and account settings. */
public final class WebFeature implements Feature {
    private final Platform platform;
    private final AccountFeature accounts;
    private final SignInFeature signIn;
    private final SignUpFeature signUp;
    private final OauthFeature oauth;
    private final SiteInfo siteInfo;

    public WebFeature(
            Platform platform,
            AccountFeature accounts,
            SignInFeature signIn,
            SignUpFeature signUp,
            OauthFeature oauth,
            SiteInfo siteInfo) {
        this.platform = platform;
        this.accounts = accounts;
        this.signIn = signIn;
        this.signUp = signUp;
        this.oauth = oauth;
        this.siteInfo = siteInfo;
    }

    public SiteInfo siteInfo() {
        return siteInfo;
    }

    @Override
    public void mount(Endpoints api) {
        BrowserSessions browsers = signIn.browserSessions();
        new AuthorizeRoutes(accounts.accounts(), oauth.apps(), oauth.codes(), browsers, siteInfo).mount(api);
        new SignUpRoutes(signUp.publicSignUp(), oauth.apps(), browsers, siteInfo).mount(api);
        new SignInRoutes(browsers, signIn.sessions(), oauth.access(), siteInfo).mount(api);
        new SettingsRoutes(
                        accounts.accounts(),
                        new AuthorizedApps(platform.db()),
                        signIn.sessions(),
                        oauth.access(),
                        browsers,
                        siteInfo)
                .mount(api);
        new PasswordRoutes(accounts.accounts(), signIn.signIn(), oauth.access(), browsers, siteInfo).mount(api);
    }
}
