package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.sql.Reads;

/** Everything there is between an account and others, in one statement however many they are. */
public final class RelationshipViews {
    private static final String BETWEEN = """
            select other.id as with_id,
                   mine.id is not null as following, theirs.id is not null as followed_by,
                   coalesce(mine.reblogs, asked.reblogs, false) as reblogs,
                   coalesce(mine.notify, asked.notify, false) as notifying,
                   coalesce(mine.languages, asked.languages, '{}') as languages,
                   asked.id is not null as requested, asks.id is not null as requested_by,
                   blocked.id is not null as blocking, blocks.id is not null as blocked_by,
                   muted.id is not null as muting, coalesce(muted.notifications, false) as muting_notifications,
                   featured.id is not null as endorsed, coalesce(noted.comment, '') as note
              from unnest($2::bigint[]) with ordinality other (id, place)
              left join follow mine on mine.account_id = $1 and mine.target_id = other.id
              left join follow theirs on theirs.account_id = other.id and theirs.target_id = $1
              left join follow_request asked on asked.account_id = $1 and asked.target_id = other.id
              left join follow_request asks on asks.account_id = other.id and asks.target_id = $1
              left join block blocked on blocked.account_id = $1 and blocked.target_id = other.id
              left join block blocks on blocks.account_id = other.id and blocks.target_id = $1
              left join mute muted on muted.account_id = $1 and muted.target_id = other.id
                                  and (muted.expires_at is null or muted.expires_at > now())
              left join endorsement featured on featured.account_id = $1 and featured.target_id = other.id
              left join account_note noted on noted.account_id = $1 and noted.target_id = other.id
             order by other.place
            """;

    private final Reads reads;

    public RelationshipViews(Reads reads) {
        this.reads = reads;
    }

    /** How the viewer stands to each of the others, in their order. */
    Future<List<RelationshipView>> between(AccountId viewer, List<AccountId> others) {
        Object asked = others.stream().map(AccountId::value).toArray(Long[]::new);
        return reads.list(BETWEEN, RelationshipViews::fromRow, viewer.value(), asked);
    }

    Future<RelationshipView> between(AccountId viewer, AccountId other) {
        return between(viewer, List.of(other))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    private static RelationshipView fromRow(Row row) {
        String[] languages = row.getArrayOfStrings("languages");
        return new RelationshipView(
                row.getLong("with_id").toString(),
                row.getBoolean("following"),
                row.getBoolean("reblogs"),
                row.getBoolean("notifying"),
                languages.length == 0 ? null : List.of(languages),
                row.getBoolean("followed_by"),
                row.getBoolean("blocking"),
                row.getBoolean("blocked_by"),
                row.getBoolean("muting"),
                row.getBoolean("muting_notifications"),
                row.getBoolean("requested"),
                row.getBoolean("requested_by"),
                false,
                row.getBoolean("endorsed"),
                row.getString("note"));
    }
}
