package social.skein.app;

import java.util.List;
import social.skein.account.OwnProfileRoutes;
import social.skein.account.ProfileDirectory;
import social.skein.account.Profiles;
import social.skein.events.CompositeHandler;
import social.skein.events.FactHandler;
import social.skein.http.Endpoints;
import social.skein.list.ListMembershipHandler;
import social.skein.relationship.AccountNotes;
import social.skein.relationship.BlockRoutes;
import social.skein.relationship.Blocks;
import social.skein.relationship.DiscoveryRoutes;
import social.skein.relationship.Endorsements;
import social.skein.relationship.FamiliarFollowers;
import social.skein.relationship.FollowActions;
import social.skein.relationship.FollowRequestAutoAccept;
import social.skein.relationship.FollowRequestRoutes;
import social.skein.relationship.FollowRequests;
import social.skein.relationship.FollowRoutes;
import social.skein.relationship.Mutes;
import social.skein.relationship.NoteAndEndorsementRoutes;
import social.skein.relationship.RelatedAccounts;
import social.skein.relationship.RelationshipViews;
import social.skein.relationship.Suggestions;

/** How accounts stand to each other, and what people say of themselves. */
final class RelationshipFeature {
    private final Wiring wiring;
    private final FollowRequests requests;
    private final FollowActions followActions;
    final Mutes mutes;

    RelationshipFeature(Wiring wiring) {
        this.wiring = wiring;
        this.requests = new FollowRequests(wiring.db, wiring.outbox);
        this.followActions = new FollowActions(wiring.db, wiring.outbox, wiring.counters, requests, wiring.hints);
        this.mutes = new Mutes(wiring.db, wiring.hints);
    }

    void mount(Endpoints api) {
        RelationshipViews relationships = new RelationshipViews(wiring.db.readOnly());
        RelatedAccounts others = new RelatedAccounts(wiring.accounts, wiring.accountViews, wiring.relations);
        Blocks blocks = new Blocks(wiring.db, followActions, wiring.outbox, wiring.hints);
        ProfileDirectory directory = new ProfileDirectory(wiring.db.readOnly(), wiring.accounts);
        Profiles profiles = new Profiles(wiring.db, wiring.outbox, wiring.accounts, wiring.hints);
        new FollowRoutes(followActions, wiring.follows, relationships, wiring.relations, others).mount(api);
        new FollowRequestRoutes(followActions, requests, relationships, others).mount(api);
        new BlockRoutes(blocks, mutes, relationships, others).mount(api);
        new NoteAndEndorsementRoutes(new AccountNotes(wiring.db), new Endorsements(wiring.db), relationships, others)
                .mount(api);
        new DiscoveryRoutes(
                        new Suggestions(wiring.db, directory),
                        new FamiliarFollowers(wiring.db.readOnly()),
                        directory,
                        others)
                .mount(api);
        new OwnProfileRoutes(wiring.accounts, profiles, wiring.accountViews, requests::count).mount(api);
    }

    /** What follows from unlocking, unfollowing and blocking. */
    FactHandler handler() {
        return new CompositeHandler(
                "relationships",
                List.of(
                        new FollowRequestAutoAccept(wiring.accounts, requests, followActions),
                        new ListMembershipHandler(wiring.db, wiring.follows, wiring.hints)));
    }
}
