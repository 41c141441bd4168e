package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/** Reads how an account stands to others, in one statement however many they are. */
public final class RelationLoader {
    private static final String ONE_VIEWER = """
            select target_id as account, case when reblogs then 'follow' else 'follow-without-boosts' end as tie
              from follow where account_id = $1 and target_id = any($2)
             union all
            select target_id, 'block' from block where account_id = $1 and target_id = any($2)
             union all
            select account_id, 'blocked-by' from block where target_id = $1 and account_id = any($2)
             union all
            select target_id, case when notifications then 'silence' else 'mute' end from mute
             where account_id = $1 and target_id = any($2) and (expires_at is null or expires_at > now())
            """;

    /** Everybody an account keeps away from, by its own doing or theirs; follows are read apart, since they are many. */
    private static final String RESTRICTIONS = """
            select target_id as account, 'follow-without-boosts' as tie
              from follow where account_id = $1 and not reblogs
             union all
            select target_id, 'block' from block where account_id = $1
             union all
            select account_id, 'blocked-by' from block where target_id = $1
             union all
            select target_id, case when notifications then 'silence' else 'mute' end from mute
             where account_id = $1 and (expires_at is null or expires_at > now())
            """;

    /** How each of some accounts stands to each of others. */
    private static final String MANY_VIEWERS = """
            select account_id as viewer, target_id as account,
                   case when reblogs then 'follow' else 'follow-without-boosts' end as tie
              from follow where account_id = any($1) and target_id = any($2)
             union all
            select account_id, target_id, 'block' from block where account_id = any($1) and target_id = any($2)
             union all
            select target_id, account_id, 'blocked-by' from block where target_id = any($1) and account_id = any($2)
             union all
            select account_id, target_id, case when notifications then 'silence' else 'mute' end from mute
             where account_id = any($1) and target_id = any($2) and (expires_at is null or expires_at > now())
            """;

    /** Those whose doings are no notifications to an account. */
    private static final String NOTIFICATION_EXCLUSIONS = """
            select target_id as account from block where account_id = $1
             union
            select account_id from block where target_id = $1
             union
            select target_id from mute
             where account_id = $1 and notifications and (expires_at is null or expires_at > now())
            """;

    private final Reads reads;

    public RelationLoader(Reads reads) {
        this.reads = reads;
    }

    /** How the viewer stands to some accounts. */
    public Future<ViewerRelations> load(AccountId viewer, Collection<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(RelationSets.NONE);
        }
        return reads.list(ONE_VIEWER, row -> row, viewer.value(), values(accounts))
                .map(RelationLoader::fromRows);
    }

    /** How each of some viewers stands to some accounts; who is not in the answer is nothing to any of them. */
    public Future<Map<AccountId, ViewerRelations>> load(Collection<AccountId> viewers, Collection<AccountId> accounts) {
        if (viewers.isEmpty() || accounts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return reads.list(MANY_VIEWERS, row -> row, values(viewers), values(accounts))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new AccountId(row.getLong("viewer")),
                                Collectors.collectingAndThen(Collectors.toList(), RelationLoader::fromRows))));
    }

    /** Those whose doings are no notifications to the viewer: the blocked and blocking, and most of the muted. */
    public Future<Set<AccountId>> notificationExclusions(AccountId viewer) {
        return reads.list(NOTIFICATION_EXCLUSIONS, row -> new AccountId(row.getLong("account")), viewer.value())
                .map(HashSet::new);
    }

    /** To whom the viewer stands otherwise than as a follower of all they say, whoever it is. */
    public Future<ViewerRelations> restrictions(AccountId viewer) {
        return reads.list(RESTRICTIONS, row -> row, viewer.value()).map(RelationLoader::fromRows);
    }

    private static ViewerRelations fromRows(List<Row> rows) {
        RelationSets ties = new RelationSets(
                new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (Row row : rows) {
            AccountId account = new AccountId(row.getLong("account"));
            setsFor(ties, row.getString("tie")).forEach(set -> set.add(account));
        }
        return ties;
    }

    private static List<Set<AccountId>> setsFor(RelationSets relations, String kind) {
        return switch (kind) {
            case "follow" -> List.of(relations.followed());
            case "follow-without-boosts" -> List.of(relations.followed(), relations.boostsHidden());
            case "block" -> List.of(relations.blocked());
            case "blocked-by" -> List.of(relations.blockedBy());
            case "silence" -> List.of(relations.muted(), relations.notificationsMuted());
            default -> List.of(relations.muted());
        };
    }

    private static Object values(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).distinct().toArray(Long[]::new);
    }
}
