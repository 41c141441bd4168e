package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.sql.Reads;

/** Renders relationships to other accounts, in one statement for any number of them. */
public final class RelationshipViews {
    private static final String BETWEEN = """
            select other.id as other_id,
                   outgoing.id is not null as following, incoming.id is not null as followed_by,
                   coalesce(outgoing.reblogs, request.reblogs, false) as reblogs,
                   coalesce(outgoing.notify, request.notify, false) as notifying,
                   coalesce(outgoing.languages, request.languages, '{}') as languages,
                   request.id is not null as requested, incoming_request.id is not null as requested_by,
                   blocked.id is not null as blocking, incoming_block.id is not null as blocked_by,
                   muted.id is not null as muting, coalesce(muted.notifications, false) as muting_notifications,
                   featured.id is not null as endorsed, coalesce(private_note.comment, '') as note
              from unnest($2::bigint[]) with ordinality other (id, position)
              left join follow outgoing on outgoing.account_id = $1 and outgoing.target_id = other.id
              left join follow incoming on incoming.account_id = other.id and incoming.target_id = $1
              left join follow_request request on request.account_id = $1 and request.target_id = other.id
              left join follow_request incoming_request
                     on incoming_request.account_id = other.id and incoming_request.target_id = $1
              left join block blocked on blocked.account_id = $1 and blocked.target_id = other.id
              left join block incoming_block on incoming_block.account_id = other.id and incoming_block.target_id = $1
              left join mute muted on muted.account_id = $1 and muted.target_id = other.id
                                  and
            """ + Mutes.UNEXPIRED + """
              left join endorsement featured on featured.account_id = $1 and featured.target_id = other.id
              left join account_note private_note on private_note.account_id = $1 and private_note.target_id = other.id
             order by other.position
            """;

    private final Reads reads;

    public RelationshipViews(Reads reads) {
        this.reads = reads;
    }

    /** The relationships of the viewer to each of the others, in order. */
    Future<List<RelationshipView>> between(AccountId viewer, List<AccountId> others) {
        Object ids = others.stream().map(AccountId::value).toArray(Long[]::new);
        return reads.list(BETWEEN, RelationshipViews::fromRow, viewer.value(), ids);
    }

    Future<RelationshipView> between(AccountId viewer, AccountId other) {
        return between(viewer, List.of(other))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    private static RelationshipView fromRow(Row row) {
        String[] languages = row.getArrayOfStrings("languages");
        return new RelationshipView(
                row.getLong("other_id").toString(),
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
