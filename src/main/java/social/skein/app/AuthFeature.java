package social.skein.app;

import social.skein.account.AccountStates;
import social.skein.account.Credentials;
import social.skein.config.Config;
import social.skein.http.Endpoints;
import social.skein.oauth.AccountAccess;
import social.skein.oauth.AccountModeration;
import social.skein.oauth.ApiSignUpRoutes;
import social.skein.oauth.AuthorizedApps;
import social.skein.signin.BrowserSessions;
import social.skein.signup.PublicSignUp;
import social.skein.web.PasswordRoutes;
import social.skein.web.SettingsRoutes;
import social.skein.web.SignInRoutes;
import social.skein.web.SignUpRoutes;
import social.skein.web.SiteInfo;

/** Coming in, staying in and being put out: sign-up, one's password, apps and browsers, and what operators decide. */
public final class AuthFeature {
    private final Config config;
    private final Wiring wiring;
    private final AccountStates accountStates;
    private final AccountAccess accountAccess;
    private final AccountModeration accountModeration;

    AuthFeature(Config config, Wiring wiring) {
        this.config = config;
        this.wiring = wiring;
        this.accountStates = new AccountStates(wiring.db);
        this.accountAccess = new AccountAccess(
                wiring.db,
                new Credentials(wiring.db),
                wiring.passwordHasher,
                wiring.sessions,
                wiring.tokens,
                wiring.codes);
        this.accountModeration =
                new AccountModeration(wiring.db, accountStates, wiring.tokens, accountAccess, wiring.outbox);
    }

    void mount(Endpoints api) {
        SiteInfo site = siteInfo();
        BrowserSessions visits = browserSessions();
        PublicSignUp door = new PublicSignUp(
                wiring.accounts,
                wiring.passwordHasher,
                config.registration(),
                config.auth().requireConfirmedEmail());
        new ApiSignUpRoutes(door, accountStates, wiring.apps, wiring.tokens).mount(api);
        new SignUpRoutes(door, wiring.apps, visits, site).mount(api);
        new SignInRoutes(visits, wiring.sessions, accountAccess, site).mount(api);
        new SettingsRoutes(wiring.accounts, new AuthorizedApps(wiring.db), wiring.sessions, accountAccess, visits, site)
                .mount(api);
        new PasswordRoutes(wiring.accounts, wiring.signIn, accountAccess, visits, site).mount(api);
    }

    SiteInfo siteInfo() {
        return new SiteInfo(config.domain(), config.registration());
    }

    BrowserSessions browserSessions() {
        return new BrowserSessions(wiring.sessions, wiring.signIn, wiring.origin);
    }

    public AccountStates accountStates() {
        return accountStates;
    }

    public AccountModeration accountModeration() {
        return accountModeration;
    }
}
