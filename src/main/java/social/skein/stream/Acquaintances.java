package social.skein.stream;

import io.vertx.core.Future;
import social.skein.audience.Audience;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;
import social.skein.relationship.Relations;

/** Reads, side by side, everything that decides what an account is told. */
public final class Acquaintances {
    private static final int MOST_TAGS = 1_000;

    private final Follows follows;
    private final Relations relations;
    private final Audience audience;
    private final Lists lists;

    public Acquaintances(Follows follows, Relations relations, Audience audience, Lists lists) {
        this.follows = follows;
        this.relations = relations;
        this.audience = audience;
        this.lists = lists;
    }

    /** Who follows more than {@code mostFollowees} is told of the newest of them. */
    Future<Known> of(AccountId owner, int mostFollowees) {
        return Future.all(
                        follows.followees(owner, mostFollowees),
                        relations.apart(owner),
                        audience.interests(owner, MOST_TAGS),
                        lists.rolls(owner))
                .map(all -> Known.of(all.resultAt(0), all.resultAt(1), all.resultAt(2), all.resultAt(3)));
    }
}
