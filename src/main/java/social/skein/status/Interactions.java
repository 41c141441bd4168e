package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/**
 * Loads interactions of accounts with statuses, in one statement each, regardless of the number of statuses or
 * accounts.
 */
public final class Interactions {
    /** One row per interaction; {@code kind} is the bit of an {@link InteractionKind}. */
    private static final String WITH_STATUS = """
            select account_id, status_id as id, 1 as kind from favourite
             union all
            select account_id, reblog_of_id, 2 from status
             union all
            select account_id, status_id, 4 from bookmark
             union all
            select account_id, status_id, 8 from pin
            """;

    private static final String WITH_CONVERSATION = """
            select account_id, conversation_id as id, 16 as kind from conversation_mute
            """;

    private static final String BY_VIEWER =
            "select id, kind from (" + WITH_STATUS + ") own where account_id = $1 and id = any($2) union all"
                    + " select id, kind from (" + WITH_CONVERSATION + ") own where account_id = $1 and id = any($3)";

    private static final String BY_STATUS = "select account_id as id, kind from (" + WITH_STATUS
            + ") own where id = $1 and account_id = any($3) union all"
            + " select account_id, kind from (" + WITH_CONVERSATION
            + ") own where id = $2 and account_id = any($3)";

    /** The bound above zero enables PostgreSQL to use the index of boosts, which has no rows of other statuses. */
    private static final String NEWEST = "select id, kind from (" + WITH_STATUS + " union all " + WITH_CONVERSATION
            + ") own where account_id = $1 and id > 0 order by id desc limit $2";

    private Interactions() {}

    /** The viewer's interactions with these statuses, or with what they boost; none without a viewer. */
    public static Future<InteractionIndex> byViewer(
            Reads reads, Optional<AccountId> viewer, Collection<Status> statuses) {
        if (viewer.isEmpty() || statuses.isEmpty()) {
            return Future.succeededFuture(InteractionIndex.EMPTY);
        }
        List<Status> originals = statuses.stream().map(Status::original).toList();
        return reads.list(
                        BY_VIEWER,
                        row -> row,
                        viewer.get().value(),
                        ids(originals, status -> status.id().value()),
                        ids(originals, status -> status.conversation().value()))
                .map(rows -> InteractionIndex.complete(bitsById(rows)));
    }

    /** The account's interactions with the newest statuses, at most {@code limit}. */
    static Future<InteractionIndex> newest(Reads reads, AccountId account, int limit) {
        return reads.list(NEWEST, row -> row, account.value(), limit).map(rows -> {
            Map<Long, Integer> bits = bitsById(rows);
            return rows.size() < limit
                    ? InteractionIndex.complete(bits)
                    : InteractionIndex.completeAbove(oldestId(rows), bits);
        });
    }

    /** The interactions of these accounts with a status that is not a boost; accounts without any are absent. */
    public static Future<Map<AccountId, InteractionSet>> byStatus(
            Reads reads, Status original, Collection<AccountId> accounts) {
        return reads.list(
                        BY_STATUS,
                        row -> row,
                        original.id().value(),
                        original.conversation().value(),
                        ids(accounts, AccountId::value))
                .map(rows -> {
                    Map<AccountId, InteractionSet> sets = new HashMap<>();
                    bitsById(rows)
                            .forEach((account, bits) -> sets.put(new AccountId(account), new InteractionSet(bits)));
                    return sets;
                });
    }

    private static Map<Long, Integer> bitsById(List<Row> rows) {
        Map<Long, Integer> bits = new HashMap<>();
        rows.forEach(row -> bits.merge(row.getLong("id"), row.getInteger("kind"), (one, other) -> one | other));
        return bits;
    }

    private static long oldestId(List<Row> rows) {
        return rows.stream().mapToLong(row -> row.getLong("id")).min().orElse(0);
    }

    private static <T> Object ids(Collection<T> entries, Function<T, Long> id) {
        return entries.stream().map(id).distinct().toArray(Long[]::new);
    }
}
