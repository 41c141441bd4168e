package social.skein.interaction;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.Optional;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.status.InteractionsChanged;
import social.skein.status.Status;
import social.skein.status.StatusRows;
import social.skein.status.VisibleStatuses;

/** Statuses that their authors pinned to their profile. */
public final class Pins {
    /** Clients read this limit from the instance API. */
    public static final int MAX_PINS = 5;

    private static final String ADD = """
            insert into pin (account_id, status_id, id) values ($1, $2, $3) on conflict do nothing
            """;

    private static final String REMOVE = "delete from pin where account_id = $1 and status_id = $2";

    private static final String COUNT = """
            select count(*) filter (where status_id <> $2) as others from pin where account_id = $1
            """;

    private static final String BY_ACCOUNT = """
            select id, status_id from pin where account_id = $4 and id > $1 and id < $2
            """;

    private static final String DELETE_BY_STATUSES = "delete from pin where status_id = any($1)";

    private final Db db;
    private final VisibleStatuses visible;
    private final HintBus hints;

    public Pins(Db db, VisibleStatuses visible, HintBus hints) {
        this.db = db;
        this.visible = visible;
        this.hints = hints;
    }

    /** A pinned status; the id of the pin is the cursor of lists. */
    public record Pin(long id, StatusId status) {
        static Pin of(Row row) {
            return new Pin(row.getLong("id"), new StatusId(row.getLong("status_id")));
        }
    }

    /** Pins a status of the viewer, and returns it. */
    Future<Status> add(AccountId viewer, StatusId id) {
        return requirePinnable(viewer, id)
                .compose(status -> db.inShardOf(
                                viewer,
                                (tx, row) -> requireCapacity(tx, viewer, id)
                                        .compose(checked -> tx.update(ADD, viewer.value(), id.value(), row)))
                        .map(status))
                .onSuccess(status -> InteractionsChanged.publish(hints, viewer));
    }

    private static Future<Void> requireCapacity(Transaction tx, AccountId viewer, StatusId id) {
        return tx.one(COUNT, row -> row.getLong("others"), viewer.value(), id.value())
                .map(others -> {
                    if (others >= MAX_PINS) {
                        throw new Problem.Invalid(
                                "Validation failed: You have already pinned the maximum number of posts, which is "
                                        + MAX_PINS);
                    }
                    return null;
                });
    }

    /** Unpins a status and returns it. */
    Future<Status> remove(AccountId viewer, StatusId id) {
        return requirePinnable(viewer, id)
                .compose(status -> db.update(REMOVE, viewer.value(), id.value()).map(status))
                .onSuccess(status -> InteractionsChanged.publish(hints, viewer));
    }

    private Future<Status> requirePinnable(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id).map(status -> {
            if (!status.author().equals(viewer)) {
                throw new Problem.Invalid("Validation failed: Someone else's post cannot be pinned");
            }
            if (status.reblog().isPresent()) {
                throw new Problem.Invalid("Validation failed: A boost cannot be pinned");
            }
            if (status.visibility() == Visibility.DIRECT) {
                throw new Problem.Invalid(
                        "Validation failed: Posts that are only visible to mentioned users cannot be pinned");
            }
            return status;
        });
    }

    /** The pins of an account, newest first. */
    public Future<Page<Pin>> byAccount(AccountId account, PageRequest window) {
        return db.readOnly().page(BY_ACCOUNT, window, Pin::of, Pin::id, account.value());
    }

    /** Deletes the pins of deleted statuses. */
    public static Future<Void> deleteByStatuses(Transaction tx, Collection<StatusId> statuses) {
        return tx.update(DELETE_BY_STATUSES, StatusRows.ids(statuses)).mapEmpty();
    }
}
