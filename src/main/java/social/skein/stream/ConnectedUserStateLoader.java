package social.skein.stream;

import io.vertx.core.Future;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationLoader;
import social.skein.visibility.VisibilityPolicy;

/** Reads, side by side, everything that decides what an account is told. */
public final class ConnectedUserStateLoader {
    private static final int MAX_TAGS = 1_000;

    private final Follows follows;
    private final RelationLoader relations;
    private final VisibilityPolicy policy;
    private final Lists lists;

    public ConnectedUserStateLoader(Follows follows, RelationLoader relations, VisibilityPolicy policy, Lists lists) {
        this.follows = follows;
        this.relations = relations;
        this.policy = policy;
        this.lists = lists;
    }

    /** Who follows more than {@code maxFollowees} is told of the newest of them. */
    Future<ConnectedUserState> load(AccountId owner, int maxFollowees) {
        return Future.all(
                        follows.followees(owner, maxFollowees),
                        relations.restrictions(owner),
                        policy.loadPreferences(owner, MAX_TAGS),
                        lists.loadAllMembers(owner))
                .map(all -> ConnectedUserState.of(all.resultAt(0), all.resultAt(1), all.resultAt(2), all.resultAt(3)));
    }
}
