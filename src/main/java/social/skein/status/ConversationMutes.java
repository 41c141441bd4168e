package social.skein.status;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Db;

/** Threads people do not want to be told of any more: what is said in them makes no notifications for them. */
public final class ConversationMutes {
    private static final String ADD = """
            insert into conversation_mute (account_id, conversation_id) values ($1, $2) on conflict do nothing
            """;

    private static final String REMOVE = """
            delete from conversation_mute where account_id = $1 and conversation_id = $2
            """;

    private static final String AMONG = """
            select account_id from conversation_mute where conversation_id = $1 and account_id = any($2)
            """;

    private final Db db;
    private final VisibleStatuses visible;
    private final Hints hints;

    public ConversationMutes(Db db, VisibleStatuses visible, Hints hints) {
        this.db = db;
        this.visible = visible;
        this.hints = hints;
    }

    Future<Status> add(AccountId viewer, StatusId id) {
        return change(ADD, viewer, id);
    }

    Future<Status> remove(AccountId viewer, StatusId id) {
        return change(REMOVE, viewer, id);
    }

    private Future<Status> change(@CompileTimeConstant String sql, AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id)
                .compose(status -> db.update(
                                sql, viewer.value(), status.conversation().value())
                        .map(status))
                .onSuccess(done -> DeedsChanged.tell(hints, viewer));
    }

    /** Those of the accounts who do not want to be told of a thread. */
    public Future<Set<AccountId>> among(StatusId conversation, Collection<AccountId> accounts) {
        Object asked = accounts.stream().map(AccountId::value).toArray(Long[]::new);
        return db.list(AMONG, StatusRows::author, conversation.value(), asked).map(HashSet::new);
    }
}
