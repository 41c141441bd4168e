package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Reads;

/** What a viewer, where there is one, did with some statuses; found in one statement, however many they are. */
final class Deeds {
    private static final String DONE = """
            select status_id as id, 'LIKED' as deed from favourite where account_id = $1 and status_id = any($2)
             union all
            select reblog_of_id, 'BOOSTED' from status where account_id = $1 and reblog_of_id = any($2)
             union all
            select status_id, 'KEPT' from bookmark where account_id = $1 and status_id = any($2)
             union all
            select status_id, 'PINNED' from pin where account_id = $1 and status_id = any($2)
             union all
            select conversation_id, 'MUTED' from conversation_mute where account_id = $1 and conversation_id = any($3)
            """;

    private final Optional<AccountId> viewer;
    private final Map<Deed, Set<StatusId>> done = new EnumMap<>(Deed.class);

    private Deeds(Optional<AccountId> viewer) {
        this.viewer = viewer;
    }

    /** What one may have done with a status, and with the thread it is in. */
    private enum Deed {
        LIKED,
        BOOSTED,
        KEPT,
        PINNED,
        MUTED
    }

    static Future<Deeds> of(Reads reads, Optional<AccountId> viewer, Collection<Status> statuses) {
        Deeds deeds = new Deeds(viewer);
        if (viewer.isEmpty() || statuses.isEmpty()) {
            return Future.succeededFuture(deeds);
        }
        List<Status> originals = statuses.stream().map(Status::original).toList();
        Set<StatusId> ids = originals.stream().map(Status::id).collect(Collectors.toSet());
        Set<StatusId> threads = originals.stream().map(Status::conversation).collect(Collectors.toSet());
        return reads.list(DONE, row -> row, viewer.get().value(), StatusRows.values(ids), StatusRows.values(threads))
                .map(rows -> {
                    rows.forEach(deeds::add);
                    return deeds;
                });
    }

    private void add(Row row) {
        done.computeIfAbsent(Deed.valueOf(row.getString("deed")), first -> new HashSet<>())
                .add(StatusRows.id(row));
    }

    Optional<AccountId> viewer() {
        return viewer;
    }

    boolean liked(Status original) {
        return did(Deed.LIKED, original.id());
    }

    boolean boosted(Status original) {
        return did(Deed.BOOSTED, original.id());
    }

    boolean kept(Status original) {
        return did(Deed.KEPT, original.id());
    }

    boolean pinned(Status original) {
        return did(Deed.PINNED, original.id());
    }

    boolean mutedThreadOf(Status original) {
        return did(Deed.MUTED, original.conversation());
    }

    /** All of it but the thread, as {@link DeedBook} has it. */
    int of(Status original) {
        return (liked(original) ? DeedBook.LIKED : 0)
                | (boosted(original) ? DeedBook.BOOSTED : 0)
                | (kept(original) ? DeedBook.KEPT : 0)
                | (pinned(original) ? DeedBook.PINNED : 0);
    }

    private boolean did(Deed deed, StatusId id) {
        return done.getOrDefault(deed, Set.of()).contains(id);
    }
}
