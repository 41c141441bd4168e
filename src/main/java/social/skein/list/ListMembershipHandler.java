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
 * The role that removes accounts from lists when the owner stops following them, also by a block in either direction,
 * or when a follow request ends without a follow. Until then a stale membership has no effect, because the visibility
 * rules are applied when a list is read. The membership of a requested account takes effect when it is followed.
 */
public final class ListMembershipHandler implements FactHandler {
    private static final String DELETE_MEMBER = "delete from list_account where account_id = $1 and target_id = $2";

    private static final String ACTIVATE_MEMBER = """
            update list_account m set follow_id = f.id
              from follow f
             where m.account_id = $1 and m.target_id = $2 and m.follow_id < 0
               and f.account_id = m.account_id and f.target_id = m.target_id
            """;

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
        } else if (fact instanceof Fact.Followed followed) {
            return db.update(
                            ACTIVATE_MEMBER,
                            followed.follower().value(),
                            followed.target().value())
                    .onSuccess(activated -> publishChange(followed.follower(), activated))
                    .mapEmpty();
        }
        return Future.succeededFuture();
    }

    /** The fact may be outdated: an account that the owner follows again stays. */
    private Future<Void> removeMember(AccountId owner, AccountId member) {
        return follows.followedAmong(owner, Set.of(member))
                .compose(followed -> followed.isEmpty()
                        ? db.update(DELETE_MEMBER, owner.value(), member.value())
                        : Future.succeededFuture(0))
                .onSuccess(removed -> publishChange(owner, removed))
                .mapEmpty();
    }

    private void publishChange(AccountId owner, int changed) {
        if (changed > 0) {
            hints.publish(RelationsChanged.HINT, new RelationsChanged(owner));
        }
    }
}
