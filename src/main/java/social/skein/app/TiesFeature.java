package social.skein.app;

import java.util.List;
import social.skein.account.Directory;
import social.skein.account.OwnProfileRoutes;
import social.skein.account.Profiles;
import social.skein.events.FactHandler;
import social.skein.events.Together;
import social.skein.http.Endpoints;
import social.skein.list.Membership;
import social.skein.relationship.AccountNotes;
import social.skein.relationship.BlockRoutes;
import social.skein.relationship.Blocks;
import social.skein.relationship.DiscoveryRoutes;
import social.skein.relationship.Doorkeeper;
import social.skein.relationship.Endorsements;
import social.skein.relationship.FamiliarFollowers;
import social.skein.relationship.FollowRequests;
import social.skein.relationship.FollowRoutes;
import social.skein.relationship.Following;
import social.skein.relationship.Mutes;
import social.skein.relationship.Others;
import social.skein.relationship.RegardRoutes;
import social.skein.relationship.Relationships;
import social.skein.relationship.RequestRoutes;
import social.skein.relationship.Suggestions;

/** How accounts stand to each other, and what people say of themselves. */
final class TiesFeature {
    private final Wiring wiring;
    private final FollowRequests requests;
    private final Following following;
    final Mutes mutes;

    TiesFeature(Wiring wiring) {
        this.wiring = wiring;
        this.requests = new FollowRequests(wiring.db, wiring.outbox);
        this.following = new Following(wiring.db, wiring.outbox, wiring.counters, requests, wiring.hints);
        this.mutes = new Mutes(wiring.db, wiring.hints);
    }

    void mount(Endpoints api) {
        Relationships relationships = new Relationships(wiring.db.reading());
        Others others = new Others(wiring.accounts, wiring.people, wiring.relations);
        Blocks blocks = new Blocks(wiring.db, following, wiring.outbox, wiring.hints);
        Directory directory = new Directory(wiring.db.reading(), wiring.accounts);
        Profiles profiles = new Profiles(wiring.db, wiring.outbox, wiring.accounts, wiring.hints);
        new FollowRoutes(following, wiring.follows, relationships, wiring.relations, others).mount(api);
        new RequestRoutes(following, requests, relationships, others).mount(api);
        new BlockRoutes(blocks, mutes, relationships, others).mount(api);
        new RegardRoutes(new AccountNotes(wiring.db), new Endorsements(wiring.db), relationships, others).mount(api);
        new DiscoveryRoutes(
                        new Suggestions(wiring.db, directory),
                        new FamiliarFollowers(wiring.db.reading()),
                        directory,
                        others)
                .mount(api);
        new OwnProfileRoutes(wiring.accounts, profiles, wiring.people, requests::waitingFor).mount(api);
    }

    /** What follows from unlocking, unfollowing and blocking. */
    FactHandler handler() {
        return new Together(
                "ties",
                List.of(
                        new Doorkeeper(wiring.accounts, requests, following),
                        new Membership(wiring.db, wiring.follows, wiring.hints)));
    }
}
