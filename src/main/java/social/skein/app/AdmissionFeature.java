package social.skein.app;

import social.skein.account.Credentials;
import social.skein.account.FrontDoor;
import social.skein.account.Standings;
import social.skein.config.Config;
import social.skein.http.Endpoints;
import social.skein.oauth.Admissions;
import social.skein.oauth.Grants;
import social.skein.oauth.JoinRoutes;
import social.skein.oauth.Keys;
import social.skein.oauth.PasswordRoutes;
import social.skein.oauth.SettingsRoutes;
import social.skein.oauth.SignUpRoutes;
import social.skein.oauth.Site;
import social.skein.oauth.VisitRoutes;
import social.skein.oauth.Visits;

/** Coming in, staying in and being put out: sign-up, one's password, apps and browsers, and what operators decide. */
public final class AdmissionFeature {
    private final Config config;
    private final Wiring wiring;
    private final Standings standings;
    private final Keys keys;
    private final Admissions admissions;

    AdmissionFeature(Config config, Wiring wiring) {
        this.config = config;
        this.wiring = wiring;
        this.standings = new Standings(wiring.db);
        this.keys = new Keys(
                wiring.db, new Credentials(wiring.db), wiring.passwords, wiring.sessions, wiring.tokens, wiring.codes);
        this.admissions = new Admissions(wiring.db, standings, wiring.tokens, keys, wiring.outbox);
    }

    void mount(Endpoints api) {
        Site site = site();
        Visits visits = visits();
        FrontDoor door = new FrontDoor(
                wiring.accounts,
                wiring.passwords,
                config.registration(),
                config.auth().confirmEmail());
        new JoinRoutes(door, standings, wiring.apps, wiring.tokens).mount(api);
        new SignUpRoutes(door, wiring.apps, visits, site).mount(api);
        new VisitRoutes(visits, wiring.sessions, keys, site).mount(api);
        new SettingsRoutes(wiring.accounts, new Grants(wiring.db), wiring.sessions, keys, visits, site).mount(api);
        new PasswordRoutes(wiring.accounts, wiring.signIn, keys, visits, site).mount(api);
    }

    Site site() {
        return new Site(config.domain(), config.registration());
    }

    Visits visits() {
        return new Visits(wiring.sessions, wiring.signIn, wiring.origin);
    }

    public Standings standings() {
        return standings;
    }

    public Admissions admissions() {
        return admissions;
    }
}
