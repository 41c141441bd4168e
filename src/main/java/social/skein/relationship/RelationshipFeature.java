package social.skein.relationship;

import java.time.Duration;
import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.account.OwnProfileRoutes;
import social.skein.config.Role;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.media.MediaFeature;

/** Follows, follow requests, blocks, mutes, notes, endorsements and suggestions. */
public final class RelationshipFeature implements Feature {
    private static final Duration MUTES_INTERVAL = Duration.ofSeconds(2);

    private final Platform platform;
    private final AccountFeature accounts;
    private final Follows follows;
    private final RelationLoader relations;
    private final FollowRequests requests;
    private final FollowActions followActions;
    private final Mutes mutes;
    private final MediaFeature media;

    /** @param media stores the pictures of profiles */
    public RelationshipFeature(Platform platform, AccountFeature accounts, MediaFeature media) {
        this.platform = platform;
        this.accounts = accounts;
        this.media = media;
        this.follows = new Follows(platform.db(), platform.outbox(), accounts.counters());
        this.relations = new RelationLoader(platform.db().readOnly());
        this.requests = new FollowRequests(platform.db(), platform.outbox());
        this.followActions =
                new FollowActions(platform.db(), platform.outbox(), accounts.counters(), requests, platform.hints());
        this.mutes = new Mutes(platform.db(), platform.hints());
    }

    public Follows follows() {
        return follows;
    }

    public RelationLoader relations() {
        return relations;
    }

    @Override
    public void mount(Endpoints api) {
        RelationshipViews views = new RelationshipViews(platform.db().readOnly());
        RelatedAccounts others = new RelatedAccounts(accounts.accounts(), accounts.views(), relations);
        Blocks blocks = new Blocks(platform.db(), followActions, platform.outbox(), platform.hints());
        new FollowRoutes(followActions, follows, views, relations, others).mount(api);
        new FollowRequestRoutes(followActions, requests, views, others).mount(api);
        new BlockRoutes(blocks, mutes, views, others).mount(api);
        new NoteAndEndorsementRoutes(new AccountNotes(platform.db()), new Endorsements(platform.db()), views, others)
                .mount(api);
        new DiscoveryRoutes(
                        new Suggestions(platform.db(), accounts.directory()),
                        new FamiliarFollowers(platform.db().readOnly()),
                        accounts.directory(),
                        others)
                .mount(api);
        new OwnProfileRoutes(
                        accounts.accounts(),
                        accounts.profiles(),
                        accounts.views(),
                        media.profilePictures(),
                        media.pictureUploads(),
                        requests::count)
                .mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        return List.of(
                new FactConsumer(Role.JOBS, new FollowRequestAutoAccept(accounts.accounts(), requests, followActions)));
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob("end mutes", MUTES_INTERVAL, mutes::sweep));
    }

    @Override
    public List<ErasureStep> erasure() {
        return RelationshipErasure.steps(platform.db(), accounts.counters());
    }
}
