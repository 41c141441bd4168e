package social.skein.list;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;
import social.skein.relationship.TiesChanged;
import social.skein.sql.Db;

/**
 * Keeps on somebody's lists only those they follow: whoever they follow no longer, because they left or because one of the
 * two blocked the other, is taken off. Until that is done nothing shows, for lists are read by the rules like all else.
 */
public final class Membership implements FactHandler {
    private static final String TAKE_OFF = "delete from list_account where account_id = $1 and target_id = $2";

    private final Db db;
    private final Follows follows;
    private final Hints hints;

    public Membership(Db db, Follows follows, Hints hints) {
        this.db = db;
        this.follows = follows;
        this.hints = hints;
    }

    @Override
    public String role() {
        return "lists";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.FOLLOWS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.Unfollowed unfollowed) {
            return takeOff(unfollowed.follower(), unfollowed.target());
        } else if (fact instanceof Fact.FollowRequestEnded ended) {
            return takeOff(ended.follower(), ended.target());
        }
        return Future.succeededFuture();
    }

    /** Facts may be old: whom the owner follows by now stays. */
    private Future<Void> takeOff(AccountId owner, AccountId member) {
        return follows.followedAmong(owner, Set.of(member))
                .compose(followed -> followed.isEmpty()
                        ? db.update(TAKE_OFF, owner.value(), member.value())
                        : Future.succeededFuture(0))
                .map(taken -> {
                    if (taken > 0) {
                        hints.publish(TiesChanged.HINT, new TiesChanged(owner));
                    }
                    return null;
                });
    }
}
