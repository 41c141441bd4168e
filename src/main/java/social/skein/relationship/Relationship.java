package social.skein.relationship;

import io.vertx.sqlclient.Row;
import social.skein.model.AccountId;

/**
 * How an account stands to another one.
 *
 * @param reblogs whether the boosts of the followed are wanted too
 * @param notifying whether the follower is told of each post
 */
public record Relationship(AccountId with, boolean following, boolean followedBy, boolean reblogs, boolean notifying) {

    static Relationship none(AccountId with) {
        return new Relationship(with, false, false, false, false);
    }

    /** With one more edge between the two: the viewer's own, or the one that comes back. */
    Relationship and(Row edge) {
        return edge.getBoolean("mine")
                ? new Relationship(with, true, followedBy, edge.getBoolean("reblogs"), edge.getBoolean("notify"))
                : new Relationship(with, following, true, reblogs, notifying);
    }
}
