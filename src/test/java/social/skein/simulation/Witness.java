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

/** A role that writes down which posts it was told of. It knows its rows by the post, as roles do, and cannot bear some. */
final class Witness {
    static final String ROLE = "witness";

    /** Posts that make it fail, always. */
    final Set<Long> poison = new HashSet<>();

    /** Each author's posts, in the order in which the role was told of them first. */
    final Map<Long, List<Long>> firstTold = new TreeMap<>();

    FactHandler role(Db db) {
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
                return fact instanceof Fact.StatusPosted posted ? told(db, posted) : Future.succeededFuture();
            }
        };
    }

    private Future<Void> told(Db db, Fact.StatusPosted posted) {
        long id = posted.id().value();
        List<Long> before = firstTold.computeIfAbsent(posted.author().value(), first -> new ArrayList<>());
        if (!before.contains(id)) {
            before.add(id);
        }
        return poison.contains(id)
                ? Future.failedFuture(new IllegalStateException("this post cannot be borne"))
                : db.update(Tables.WITNESS, ROLE, Long.toString(id)).mapEmpty();
    }
}
