package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/** Loads the relations of viewers to other accounts, in one statement for any number of them. */
public final class RelationLoader {
    private static final String MUTE_KIND = "case when notifications then 'silence' else 'mute' end";

    /** Every relation of every viewer; the conditions of the outer statement restrict each table by its index. */
    private static final String RELATIONS =
            """
            (select account_id as viewer, target_id as account,
                    case when reblogs then 'follow' else 'follow-without-boosts' end as kind, languages
               from follow
              union all
             select account_id, target_id, 'block', '{}' from block
              union all
             select target_id, account_id, 'blocked-by', '{}' from block
              union all
             select account_id, target_id,
            """ + MUTE_KIND + ", '{}' from mute where " + Mutes.UNEXPIRED + ") relation";

    private static final String ONE_VIEWER =
            "select account, kind, languages from " + RELATIONS + " where viewer = $1 and account = any($2)";

    private static final String MANY_VIEWERS = "select viewer, account, kind, languages from " + RELATIONS
            + " where viewer = any($1) and account = any($2)";

    /** All relations of a viewer except plain follows, which are too many and are loaded separately. */
    private static final String RESTRICTIONS =
            """
            select target_id as account, case when reblogs then 'follow' else 'follow-without-boosts' end as kind, languages
              from follow where account_id = $1 and (not reblogs or languages <> '{}')
             union all
            select target_id, 'block', '{}' from block where account_id = $1
             union all
            select account_id, 'blocked-by', '{}' from block where target_id = $1
             union all
            select target_id,
            """ + MUTE_KIND + ", '{}' from mute where account_id = $1 and " + Mutes.UNEXPIRED;

    private static final String NOTIFICATION_EXCLUSIONS = """
            select target_id as account from block where account_id = $1
             union
            select account_id from block where target_id = $1
             union
            select target_id from mute where account_id = $1 and notifications and
            """ + Mutes.UNEXPIRED;

    private final Reads reads;

    public RelationLoader(Reads reads) {
        this.reads = reads;
    }

    /** The relations of a viewer to some accounts. */
    public Future<ViewerRelations> load(AccountId viewer, Collection<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(RelationSets.NONE);
        }
        return reads.list(ONE_VIEWER, row -> row, viewer.value(), values(accounts))
                .map(RelationLoader::fromRows);
    }

    /** The relations of each viewer to some accounts; viewers without any are absent. */
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

    /** The accounts whose actions do not notify the viewer: blocked or blocking, or muted with notifications. */
    public Future<Set<AccountId>> notificationExclusions(AccountId viewer) {
        return reads.list(NOTIFICATION_EXCLUSIONS, row -> new AccountId(row.getLong("account")), viewer.value())
                .map(HashSet::new);
    }

    /** All relations of a viewer that restrict what it sees: blocks, mutes, and follows without boosts or in some languages. */
    public Future<ViewerRelations> restrictions(AccountId viewer) {
        return reads.list(RESTRICTIONS, row -> row, viewer.value()).map(RelationLoader::fromRows);
    }

    private static ViewerRelations fromRows(List<Row> rows) {
        RelationSets relations = new RelationSets(
                new HashSet<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>());
        for (Row row : rows) {
            AccountId account = new AccountId(row.getLong("account"));
            setsFor(relations, row.getString("kind")).forEach(set -> set.add(account));
            String[] languages = row.getArrayOfStrings("languages");
            if (languages.length > 0) {
                relations.languages().put(account, Set.of(languages));
            }
        }
        return relations;
    }

    private static List<Set<AccountId>> setsFor(RelationSets relations, String kind) {
        return switch (kind) {
            case "follow" -> List.of(relations.followed());
            case "follow-without-boosts" -> List.of(relations.followed(), relations.boostsHidden());
            case "block" -> List.of(relations.blocked());
            case "blocked-by" -> List.of(relations.blockedBy());
            case "silence" -> List.of(relations.muted(), relations.notificationsMuted());
            case "mute" -> List.of(relations.muted());
            default -> throw new IllegalStateException("Unknown kind of relation: " + kind);
        };
    }

    private static Object values(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).distinct().toArray(Long[]::new);
    }
}
