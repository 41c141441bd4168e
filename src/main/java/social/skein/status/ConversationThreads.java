package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Db;

/** Conversation threads: the ancestors and the descendants of a status. Visibility is not checked here. */
public final class ConversationThreads {
    private static final String ANCESTORS = """
            with recursive above (id, parent, distance) as (
                select id, in_reply_to_id, 0 from status where id = $1
                 union all
                select s.id, s.in_reply_to_id, distance + 1
                  from above join status s on s.id = parent
                 where distance < $2)
            select id from above where distance > 0 order by distance desc
            """;

    /** Goes down level by level and stops at the limit; without the inner limits one level could be unbounded. */
    private static final String DESCENDANTS = """
            with recursive below (id, parent, depth) as (
                (select id, in_reply_to_id, 1 from status where in_reply_to_id = $1 order by id limit $2)
                 union all
                select s.id, below.id, depth + 1
                  from below
                 cross join lateral (select id from status where in_reply_to_id = below.id order by id limit $2) s
                 where depth < $3)
            select id, parent from below limit $2
            """;

    private final Db db;

    public ConversationThreads(Db db) {
        this.db = db;
    }

    /** The limits of the shown part of a thread: as much as fits in a response with a token, less without one. */
    private record ThreadLimits(int ancestors, int descendants, int depth) {
        private static final ThreadLimits SIGNED_IN = new ThreadLimits(4_096, 4_096, 4_096);
        private static final ThreadLimits ANONYMOUS = new ThreadLimits(40, 60, 20);

        static ThreadLimits forViewer(Optional<AccountId> viewer) {
            return viewer.isPresent() ? SIGNED_IN : ANONYMOUS;
        }
    }

    private record Reply(long id, long parent) {}

    /** The statuses above a status, from the root down to its parent. */
    public Future<List<StatusId>> ancestors(Optional<AccountId> viewer, StatusId status) {
        return db.readOnly()
                .list(
                        ANCESTORS,
                        StatusRows::id,
                        status.value(),
                        ThreadLimits.forViewer(viewer).ancestors());
    }

    /** The replies below a status: each is followed by its own replies; siblings are in order of age. */
    public Future<List<StatusId>> descendants(Optional<AccountId> viewer, StatusId status) {
        ThreadLimits limits = ThreadLimits.forViewer(viewer);
        return db.readOnly()
                .list(
                        DESCENDANTS,
                        row -> new Reply(row.getLong("id"), row.getLong("parent")),
                        status.value(),
                        limits.descendants(),
                        limits.depth())
                .map(replies -> depthFirst(status.value(), replies));
    }

    private static List<StatusId> depthFirst(long root, List<Reply> replies) {
        Map<Long, List<Long>> children = new HashMap<>();
        replies.forEach(reply -> children.computeIfAbsent(reply.parent(), none -> new ArrayList<>())
                .add(reply.id()));
        List<StatusId> ordered = new ArrayList<>();
        Deque<Long> next = new ArrayDeque<>(List.of(root));
        while (!next.isEmpty()) {
            long id = next.pop();
            if (id != root) {
                ordered.add(new StatusId(id));
            }
            List<Long> replyIds = children.getOrDefault(id, new ArrayList<>());
            replyIds.sort(Collections.reverseOrder());
            replyIds.forEach(next::push);
        }
        return ordered;
    }
}
