package social.skein.posting;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import social.skein.media.Attachments;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.status.ComposedStatus;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.StatusWriter;
import social.skein.status.Statuses;
import social.skein.status.UndoTarget;
import social.skein.status.VisibleStatuses;

/**
 * Posts, deletes, boosts and unboosts: each checks the request, then writes in one transaction on the actor's shard.
 */
public final class StatusActions {
    private final Db db;
    private final StatusComposer composer;
    private final StatusWriter writer;
    private final Attachments attachments;
    private final VisibleStatuses visible;
    private final IdempotencyKeys idempotencyKeys;

    public StatusActions(
            Db db,
            StatusComposer composer,
            StatusWriter writer,
            Attachments attachments,
            VisibleStatuses visible,
            IdempotencyKeys idempotencyKeys) {
        this.db = db;
        this.composer = composer;
        this.writer = writer;
        this.attachments = attachments;
        this.visible = visible;
        this.idempotencyKeys = idempotencyKeys;
    }

    /** Posts a status, or returns the one already posted under the same idempotency key. */
    public Future<Status> post(NewStatus newStatus) {
        return composer.compose(newStatus)
                .compose(draft ->
                        db.inShardOf(newStatus.author(), (tx, id) -> insertOrFind(tx, draft, new StatusId(id))));
    }

    private Future<Status> insertOrFind(Transaction tx, ComposedStatus draft, StatusId id) {
        return idempotencyKeys
                .claim(tx, draft.newStatus(), id)
                .compose(claimed -> claimed.equals(id) ? writer.insert(tx, draft, id) : Statuses.get(tx, claimed));
    }

    /**
     * Posts a status if a condition holds; otherwise returns nothing.
     *
     * @param condition is checked in the posting transaction, with the id the status would get
     */
    public Future<Optional<Status>> postIf(
            NewStatus newStatus, BiFunction<Transaction, StatusId, Future<Boolean>> condition) {
        return composer.compose(newStatus)
                .compose(draft ->
                        db.inShardOf(newStatus.author(), (tx, id) -> insertIf(tx, draft, new StatusId(id), condition)));
    }

    private Future<Optional<Status>> insertIf(
            Transaction tx,
            ComposedStatus draft,
            StatusId id,
            BiFunction<Transaction, StatusId, Future<Boolean>> condition) {
        return condition
                .apply(tx, id)
                .compose(holds -> holds
                        ? writer.insert(tx, draft, id).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    /** Checks a status as if it were posted now, and returns it with the author's defaults filled in. */
    public Future<NewStatus> validate(NewStatus newStatus) {
        return composer.compose(newStatus).map(ComposedStatus::withDefaults);
    }

    /**
     * Deletes a status of this author and returns it; another author's status is a {@link Problem.NotFound}.
     *
     * @param withMedia whether to delete its media now; otherwise they can be attached again within a day
     */
    public Future<Status> delete(AccountId author, StatusId id, boolean withMedia) {
        return Statuses.getOwn(db, author, id)
                .compose(status -> db.inShardOf(
                                author,
                                (tx, unused) ->
                                        deleteMedia(tx, status, withMedia).compose(done -> writer.delete(tx, status)))
                        .map(status));
    }

    private Future<Void> deleteMedia(Transaction tx, Status status, boolean withMedia) {
        return withMedia && status.reblogOf().isEmpty()
                ? attachments.delete(tx, status.author(), List.of(status.id()))
                : Future.succeededFuture();
    }

    /**
     * Boosts a status, or the original of a boost. Returns the boost; a repeat returns the same one.
     *
     * @param requested the visibility of the boost, which is never wider than that of the original
     */
    public Future<Status> boost(AccountId viewer, StatusId id, Optional<Visibility> requested) {
        return original(viewer, id)
                .compose(original -> insertBoost(viewer, original, boostVisibility(viewer, original, requested)))
                .compose(boost -> Statuses.get(db, boost.id()));
    }

    private Future<Status> original(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id).map(Status::original);
    }

    private static Visibility boostVisibility(AccountId viewer, Status original, Optional<Visibility> requested) {
        Visibility widest = original.visibility();
        if (widest == Visibility.DIRECT || requested.equals(Optional.of(Visibility.DIRECT))) {
            throw new Problem.Invalid(
                    "Validation failed: Direct messages cannot be boosted, and boosts cannot be direct");
        }
        if (widest == Visibility.PRIVATE && !original.author().equals(viewer)) {
            throw new Problem.Forbidden(
                    "This action is not allowed: only the author can boost a post that is visible to followers only");
        }
        return requested.filter(narrower -> narrower.compareTo(widest) > 0).orElse(widest);
    }

    private Future<Status> insertBoost(AccountId viewer, Status original, Visibility visibility) {
        return db.inShardOf(
                viewer,
                (tx, id) -> findBoost(tx, viewer, original)
                        .compose(existing -> existing.map(Future::succeededFuture)
                                .orElseGet(() -> writer.insert(
                                        tx, Status.boost(new StatusId(id), viewer, visibility, original)))));
    }

    private static Future<Optional<Status>> findBoost(Transaction tx, AccountId viewer, Status original) {
        return Statuses.boostsBy(tx, viewer, List.of(original.id()))
                .compose(boosts -> Statuses.includingSuspended(tx, boosts.values()))
                .map(found -> found.stream().findFirst());
    }

    /** Deletes the viewer's boost of a status, or of the original of a boost, and returns the original. */
    public Future<UndoTarget> unboost(AccountId viewer, StatusId id) {
        return visible.getForUndo(viewer, id)
                .compose(target -> deleteBoost(viewer, target.original()).map(target::requireRemoved))
                .compose(target -> visible.getForUndo(viewer, target.original().id()));
    }

    private Future<Integer> deleteBoost(AccountId viewer, Status original) {
        return db.inShardOf(
                viewer,
                (tx, unused) -> findBoost(tx, viewer, original)
                        .compose(boost -> boost.map(
                                        existing -> writer.delete(tx, existing).map(1))
                                .orElse(Future.succeededFuture(0))));
    }
}
