package social.skein.list;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationsChanged;
import social.skein.sql.Db;

/**
 * The role that removes accounts from lists when the owner stops following them, also by a block in either direction.
 * Until then a stale membership has no effect, because the visibility rules are applied when a list is read.
 */
public final class ListMembershipHandler implements FactHandler {
    private static final String DELETE_MEMBER = "delete from list_account where account_id = $1 and target_id = $2";

    private final Db db;
    private final Follows follows;
    private final HintBus hints;

    public ListMembershipHandler(Db db, Follows follows, HintBus hints) {
        this.db = db;
        this.follows = follows;
        this.hints = hints;
    }

    @Override
    public String role() {
        return "relationships";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.FOLLOWS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.Unfollowed unfollowed) {
            return removeMember(unfollowed.follower(), unfollowed.target());
        } else if (fact instanceof Fact.FollowRequestEnded ended) {
            return removeMember(ended.follower(), ended.target());
        }
        return Future.succeededFuture();
    }

    /** The fact may be outdated: an account that the owner follows again stays. */
    private Future<Void> removeMember(AccountId owner, AccountId member) {
        return follows.followedAmong(owner, Set.of(member))
                .compose(followed -> followed.isEmpty()
                        ? db.update(DELETE_MEMBER, owner.value(), member.value())
                        : Future.succeededFuture(0))
                .map(removed -> {
                    if (removed > 0) {
                        hints.publish(RelationsChanged.HINT, new RelationsChanged(owner));
                    }
                    return null;
                });
    }
}
