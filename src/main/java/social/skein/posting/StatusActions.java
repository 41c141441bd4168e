package social.skein.posting;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Sql;
import social.skein.status.Draft;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.StatusWriter;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;

/** What people do with statuses of their own: post and delete them, boost others' and take that back. */
public final class StatusActions {
    private final Db db;
    private final Composer composer;
    private final StatusWriter writer;
    private final VisibleStatuses visible;
    private final IdempotencyKeys idempotencyKeys;

    public StatusActions(
            Db db, Composer composer, StatusWriter writer, VisibleStatuses visible, IdempotencyKeys idempotencyKeys) {
        this.db = db;
        this.composer = composer;
        this.writer = writer;
        this.visible = visible;
        this.idempotencyKeys = idempotencyKeys;
    }

    /** Posts a status, or finds the one that was posted under the same key. */
    public Future<Status> post(NewStatus newStatus) {
        return composer.compose(newStatus)
                .compose(draft -> db.transaction(tx -> tx.nextId(shard(newStatus.author()))
                        .map(StatusId::new)
                        .compose(id -> claimKey(tx, newStatus, id)
                                .compose(claimed ->
                                        claimed.equals(id) ? writer.insert(tx, draft, id) : byId(tx, claimed)))))
                .recover(failure -> replayByKey(newStatus, failure));
    }

    /**
     * Posts a status where it is still wanted when its author's turn has come.
     *
     * @param condition asked in the transaction that posts, with the id the status would have
     */
    public Future<Optional<Status>> postIf(NewStatus newStatus, BiFunction<Sql, StatusId, Future<Boolean>> condition) {
        return composer.compose(newStatus)
                .compose(draft -> db.transaction(tx -> tx.nextId(shard(newStatus.author()))
                        .map(StatusId::new)
                        .compose(id -> condition
                                .apply(tx, id)
                                .compose(still -> still
                                        ? writer.insert(tx, draft, id).map(Optional::of)
                                        : Future.succeededFuture(Optional.empty())))));
    }

    /** Checks a status as if it were posted now, and says what its author's habits make of it. */
    public Future<NewStatus> validate(NewStatus newStatus) {
        return composer.compose(newStatus).map(Draft::withDefaults);
    }

    private Future<StatusId> claimKey(Sql tx, NewStatus newStatus, StatusId newId) {
        return newStatus
                .idempotencyKey()
                .map(key -> idempotencyKeys.claim(tx, newStatus.author(), key, newId))
                .orElse(Future.succeededFuture(newId));
    }

    /** A repeat is answered whatever it asks for, even where that would be refused by now. */
    private Future<Status> replayByKey(NewStatus newStatus, Throwable failure) {
        if (!(failure instanceof Problem) || newStatus.idempotencyKey().isEmpty()) {
            return Future.failedFuture(failure);
        }
        return idempotencyKeys
                .find(newStatus.author(), newStatus.idempotencyKey().get())
                .compose(first -> first.map(id -> byId(db, id)).orElse(Future.failedFuture(failure)));
    }

    private static Future<Status> byId(Sql sql, StatusId id) {
        return Statuses.byIds(sql, List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** Deletes a status of the author's and returns what it was; anybody else's is a {@link Problem.NotFound}. */
    public Future<Status> delete(AccountId author, StatusId id) {
        return byId(db, id).compose(status -> {
            if (!status.author().equals(author)) {
                return Future.failedFuture(new Problem.NotFound());
            }
            return db.transaction(tx -> tx.nextId(shard(author)).compose(held -> writer.delete(tx, status)))
                    .map(status);
        });
    }

    /**
     * Boosts a status, and through a boost what that boosts; returns the boost, which is the same one every time.
     *
     * @param requested how visible the boost should be; it is never more so than what it boosts
     */
    public Future<Status> boost(AccountId viewer, StatusId id, Optional<Visibility> requested) {
        return visible.get(Optional.of(viewer), id).map(Status::original).compose(original -> {
            Visibility visibility = boostVisibility(viewer, original, requested);
            return db.transaction(tx -> tx.nextId(shard(viewer))
                            .map(StatusId::new)
                            .compose(fresh -> findBoost(tx, viewer, original)
                                    .compose(there -> there.map(Future::succeededFuture)
                                            .orElseGet(() -> writer.insert(
                                                    tx, Status.boost(fresh, viewer, visibility, original))))))
                    .compose(boost -> byId(db, boost.id()));
        });
    }

    private static Visibility boostVisibility(AccountId viewer, Status original, Optional<Visibility> requested) {
        Visibility widest = original.visibility();
        if (widest == Visibility.DIRECT || requested.equals(Optional.of(Visibility.DIRECT))) {
            throw new Problem.Invalid("Validation failed: What is for certain people only cannot be boosted");
        }
        if (widest == Visibility.PRIVATE && !original.author().equals(viewer)) {
            throw new Problem.Forbidden("Only its author can boost what is for followers only");
        }
        return requested.filter(narrower -> narrower.compareTo(widest) > 0).orElse(widest);
    }

    private static Future<Optional<Status>> findBoost(Sql tx, AccountId viewer, Status original) {
        return Statuses.boostsBy(tx, viewer, List.of(original.id()))
                .compose(boosts -> Statuses.byIds(tx, boosts.values()))
                .map(found -> found.stream().findFirst());
    }

    /** Takes back the boost of a status, or of what a boost boosts, and returns the status. */
    public Future<Status> unboost(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id)
                .map(Status::original)
                .compose(original -> db.transaction(tx -> tx.nextId(shard(viewer))
                                .compose(held -> findBoost(tx, viewer, original))
                                .compose(boost -> boost.map(there -> writer.delete(tx, there))
                                        .orElse(Future.succeededFuture())))
                        .compose(done -> byId(db, original.id())));
    }

    private static int shard(AccountId owner) {
        return SnowflakeIds.shard(owner.value());
    }
}
