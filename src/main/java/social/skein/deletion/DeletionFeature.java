package social.skein.deletion;

import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.account.Tombstones;
import social.skein.config.Role;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.oauth.OauthFeature;
import social.skein.signin.SignInFeature;
import social.skein.timeline.TimelineFeature;
import social.skein.web.ExportAndDeletionRoutes;
import social.skein.web.WebFeature;

/** The deletion of accounts: an account is hidden at once, and its rows are erased step by step. */
public final class DeletionFeature implements Feature {
    private final AccountFeature accounts;
    private final SignInFeature signIn;
    private final WebFeature web;
    private final AccountDeletions deletions;
    private final AccountDeleter deleter;
    private final AccountEraser eraser;

    /** @param steps the steps of all features, in the order in which they are repeated until nothing is left */
    public DeletionFeature(
            Platform platform,
            AccountFeature accounts,
            SignInFeature signIn,
            OauthFeature oauth,
            WebFeature web,
            TimelineFeature timelines,
            List<ErasureStep> steps) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.web = web;
        this.deletions = new AccountDeletions(platform.db());
        this.deleter = new AccountDeleter(
                platform.db(),
                new Tombstones(platform.db()),
                oauth.access(),
                deletions,
                platform.outbox(),
                platform.scheduledFacts());
        this.eraser = new AccountEraser(
                platform.db(), steps, deletions, oauth.tokens(), timelines.timelines(), platform.outbox());
    }

    public AccountDeletions deletions() {
        return deletions;
    }

    public AccountDeleter deleter() {
        return deleter;
    }

    public AccountEraser eraser() {
        return eraser;
    }

    @Override
    public void mount(Endpoints api) {
        new ExportAndDeletionRoutes(
                        accounts.accounts(), signIn.signIn(), deleter::delete, signIn.browserSessions(), web.siteInfo())
                .mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        return List.of(new FactConsumer(Role.JOBS, eraser));
    }
}
