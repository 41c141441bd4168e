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
public final class Interactions {
    private static final String SELECT_INTERACTIONS = """
            select status_id as id, 'FAVOURITED' as deed from favourite where account_id = $1 and status_id = any($2)
             union all
            select reblog_of_id, 'BOOSTED' from status where account_id = $1 and reblog_of_id = any($2)
             union all
            select status_id, 'BOOKMARKED' from bookmark where account_id = $1 and status_id = any($2)
             union all
            select status_id, 'PINNED' from pin where account_id = $1 and status_id = any($2)
             union all
            select conversation_id, 'MUTED' from conversation_mute where account_id = $1 and conversation_id = any($3)
            """;

    private final Optional<AccountId> viewer;
    private final Map<InteractionKind, Set<StatusId>> byKind = new EnumMap<>(InteractionKind.class);

    private Interactions(Optional<AccountId> viewer) {
        this.viewer = viewer;
    }

    /** What one may have done with a status, and with the thread it is in. */
    private enum InteractionKind {
        FAVOURITED,
        BOOSTED,
        BOOKMARKED,
        PINNED,
        MUTED
    }

    public static Future<Interactions> load(Reads reads, Optional<AccountId> viewer, Collection<Status> statuses) {
        Interactions deeds = new Interactions(viewer);
        if (viewer.isEmpty() || statuses.isEmpty()) {
            return Future.succeededFuture(deeds);
        }
        List<Status> originals = statuses.stream().map(Status::original).toList();
        Set<StatusId> ids = originals.stream().map(Status::id).collect(Collectors.toSet());
        Set<StatusId> threads = originals.stream().map(Status::conversation).collect(Collectors.toSet());
        return reads.list(
                        SELECT_INTERACTIONS,
                        row -> row,
                        viewer.get().value(),
                        StatusRows.ids(ids),
                        StatusRows.ids(threads))
                .map(rows -> {
                    rows.forEach(deeds::add);
                    return deeds;
                });
    }

    private void add(Row row) {
        byKind.computeIfAbsent(InteractionKind.valueOf(row.getString("deed")), first -> new HashSet<>())
                .add(StatusRows.id(row));
    }

    public Optional<AccountId> viewer() {
        return viewer;
    }

    public boolean favourited(Status original) {
        return has(InteractionKind.FAVOURITED, original.id());
    }

    public boolean boosted(Status original) {
        return has(InteractionKind.BOOSTED, original.id());
    }

    public boolean bookmarked(Status original) {
        return has(InteractionKind.BOOKMARKED, original.id());
    }

    public boolean pinned(Status original) {
        return has(InteractionKind.PINNED, original.id());
    }

    public boolean conversationMuted(Status original) {
        return has(InteractionKind.MUTED, original.conversation());
    }

    /** All of it but the thread, as {@link InteractionIndex} has it. */
    int flags(Status original) {
        return (favourited(original) ? InteractionIndex.FAVOURITED : 0)
                | (boosted(original) ? InteractionIndex.BOOSTED : 0)
                | (bookmarked(original) ? InteractionIndex.BOOKMARKED : 0)
                | (pinned(original) ? InteractionIndex.PINNED : 0);
    }

    private boolean has(InteractionKind kind, StatusId id) {
        return byKind.getOrDefault(kind, Set.of()).contains(id);
    }
}
