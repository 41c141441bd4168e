package social.skein.interaction;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.status.InteractionsChanged;
import social.skein.status.Status;
import social.skein.status.StatusRows;
import social.skein.status.UndoTarget;
import social.skein.status.VisibleStatuses;

/** Muted conversations: an account gets no notifications from them. */
public final class ConversationMutes {
    private static final String ADD = """
            insert into conversation_mute (account_id, conversation_id, status_id) values ($1, $2, $3)
                on conflict (account_id, conversation_id) do update set status_id = excluded.status_id
            """;

    /** Through a hidden status only if the conversation was muted through it: else the response would reveal its conversation. */
    private static final String REMOVE = """
            delete from conversation_mute where account_id = $1 and conversation_id = $2 and ($4 or status_id = $3)
            """;

    private static final String MUTERS_AMONG = """
            select account_id from conversation_mute where conversation_id = $1 and account_id = any($2)
            """;

    private final Db db;
    private final VisibleStatuses visible;
    private final HintBus hints;

    public ConversationMutes(Db db, VisibleStatuses visible, HintBus hints) {
        this.db = db;
        this.visible = visible;
        this.hints = hints;
    }

    Future<Status> add(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id)
                .compose(status -> db.update(
                                ADD, viewer.value(), status.conversation().value(), id.value())
                        .map(status))
                .onSuccess(status -> InteractionsChanged.publish(hints, viewer));
    }

    Future<UndoTarget> remove(AccountId viewer, StatusId id) {
        return visible.getForUndo(viewer, id)
                .compose(target -> db.update(
                                REMOVE,
                                viewer.value(),
                                target.status().conversation().value(),
                                id.value(),
                                target.visible())
                        .map(target::requireRemoved))
                .onSuccess(target -> InteractionsChanged.publish(hints, viewer));
    }

    /** The accounts that have muted a conversation. */
    public Future<Set<AccountId>> mutersAmong(StatusId conversation, Collection<AccountId> accounts) {
        Object ids = accounts.stream().map(AccountId::value).toArray(Long[]::new);
        return db.list(MUTERS_AMONG, StatusRows::author, conversation.value(), ids)
                .map(HashSet::new);
    }
}
