package social.skein.simulation;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.sql.Db;

/** A role that records the posts it receives, keyed by post as in other roles, and always fails for some of them. */
final class RecordingRole {
    static final String ROLE = "witness";

    /** Posts for which the role always fails. */
    final Set<Long> poisonedPosts = new HashSet<>();

    /** The posts of each author, in the order in which the role received them first. */
    final Map<Long, List<Long>> firstDeliveries = new TreeMap<>();

    FactHandler handler(Db db) {
        return new FactHandler() {
            @Override
            public String role() {
                return ROLE;
            }

            @Override
            public Set<Topic> topics() {
                return Set.of(Topic.STATUSES);
            }

            @Override
            public Future<Void> handle(Fact fact) {
                return fact instanceof Fact.StatusPosted posted ? record(db, posted) : Future.succeededFuture();
            }
        };
    }

    private Future<Void> record(Db db, Fact.StatusPosted posted) {
        long id = posted.id().value();
        List<Long> received = firstDeliveries.computeIfAbsent(posted.author().value(), first -> new ArrayList<>());
        if (!received.contains(id)) {
            received.add(id);
        }
        return poisonedPosts.contains(id)
                ? Future.failedFuture(new IllegalStateException("this post is poisoned"))
                : db.update(TablesModel.INSERT_EFFECT, ROLE, Long.toString(id)).mapEmpty();
    }
}
