package social.skein.status;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** What people do with statuses of their own: post and delete them, boost others' and take that back. */
public final class Posting {
    private final Db db;
    private final Composer composer;
    private final StatusBook book;
    private final VisibleStatuses visible;
    private final IdempotencyKeys keys;

    public Posting(Db db, Composer composer, StatusBook book, VisibleStatuses visible, IdempotencyKeys keys) {
        this.db = db;
        this.composer = composer;
        this.book = book;
        this.visible = visible;
        this.keys = keys;
    }

    /** Posts a status, or finds the one that was posted under the same key. */
    public Future<Status> post(NewStatus asked) {
        return composer.compose(asked)
                .compose(draft -> db.transaction(tx -> tx.nextId(shard(asked.author()))
                        .map(StatusId::new)
                        .compose(id -> claim(tx, asked, id)
                                .compose(claimed ->
                                        claimed.equals(id) ? book.enter(tx, draft, id) : posted(tx, claimed)))))
                .recover(failure -> repeated(asked, failure));
    }

    /**
     * Posts a status where it is still wanted when its author's turn has come.
     *
     * @param wanted asked in the transaction that posts, with the id the status would have
     */
    public Future<Optional<Status>> postIf(NewStatus asked, BiFunction<Sql, StatusId, Future<Boolean>> wanted) {
        return composer.compose(asked)
                .compose(draft -> db.transaction(tx -> tx.nextId(shard(asked.author()))
                        .map(StatusId::new)
                        .compose(id -> wanted.apply(tx, id)
                                .compose(still -> still
                                        ? book.enter(tx, draft, id).map(Optional::of)
                                        : Future.succeededFuture(Optional.empty())))));
    }

    /** Checks a status as if it were posted now, and says what its author's habits make of it. */
    public Future<NewStatus> settle(NewStatus asked) {
        return composer.compose(asked).map(Draft::settled);
    }

    private Future<StatusId> claim(Sql tx, NewStatus asked, StatusId fresh) {
        return asked.idempotencyKey()
                .map(key -> keys.claim(tx, asked.author(), key, fresh))
                .orElse(Future.succeededFuture(fresh));
    }

    /** A repeat is answered whatever it asks for, even where that would be refused by now. */
    private Future<Status> repeated(NewStatus asked, Throwable failure) {
        if (!(failure instanceof Problem) || asked.idempotencyKey().isEmpty()) {
            return Future.failedFuture(failure);
        }
        return keys.find(asked.author(), asked.idempotencyKey().get())
                .compose(first -> first.map(id -> posted(db, id)).orElse(Future.failedFuture(failure)));
    }

    private static Future<Status> posted(Sql sql, StatusId id) {
        return Statuses.byIds(sql, List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** Deletes a status of the author's and returns what it was; anybody else's is a {@link Problem.NotFound}. */
    public Future<Status> delete(AccountId author, StatusId id) {
        return posted(db, id).compose(status -> {
            if (!status.author().equals(author)) {
                return Future.failedFuture(new Problem.NotFound());
            }
            return db.transaction(tx -> tx.nextId(shard(author)).compose(held -> book.strike(tx, status)))
                    .map(status);
        });
    }

    /**
     * Boosts a status, and through a boost what that boosts; returns the boost, which is the same one every time.
     *
     * @param asked how visible the boost should be; it is never more so than what it boosts
     */
    public Future<Status> boost(AccountId viewer, StatusId id, Optional<Visibility> asked) {
        return visible.get(Optional.of(viewer), id).map(Status::original).compose(original -> {
            Visibility visibility = boostable(viewer, original, asked);
            return db.transaction(tx -> tx.nextId(shard(viewer))
                            .map(StatusId::new)
                            .compose(fresh -> boostOf(tx, viewer, original)
                                    .compose(there -> there.map(Future::succeededFuture)
                                            .orElseGet(() -> book.enter(
                                                    tx, Status.boost(fresh, viewer, visibility, original))))))
                    .compose(boost -> posted(db, boost.id()));
        });
    }

    private static Visibility boostable(AccountId viewer, Status original, Optional<Visibility> asked) {
        Visibility widest = original.visibility();
        if (widest == Visibility.DIRECT || asked.equals(Optional.of(Visibility.DIRECT))) {
            throw new Problem.Invalid("Validation failed: What is for certain people only cannot be boosted");
        }
        if (widest == Visibility.PRIVATE && !original.author().equals(viewer)) {
            throw new Problem.Forbidden("Only its author can boost what is for followers only");
        }
        return asked.filter(narrower -> narrower.compareTo(widest) > 0).orElse(widest);
    }

    private static Future<Optional<Status>> boostOf(Sql tx, AccountId viewer, Status original) {
        return Statuses.boostsBy(tx, viewer, List.of(original.id()))
                .compose(boosts -> Statuses.byIds(tx, boosts.values()))
                .map(found -> found.stream().findFirst());
    }

    /** Takes back the boost of a status, or of what a boost boosts, and returns the status. */
    public Future<Status> unboost(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id)
                .map(Status::original)
                .compose(original -> db.transaction(tx -> tx.nextId(shard(viewer))
                                .compose(held -> boostOf(tx, viewer, original))
                                .compose(boost -> boost.map(there -> book.strike(tx, there))
                                        .orElse(Future.succeededFuture())))
                        .compose(done -> posted(db, original.id())));
    }

    private static int shard(AccountId owner) {
        return Ids.shard(owner.value());
    }
}
