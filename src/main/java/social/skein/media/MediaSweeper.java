package social.skein.media;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;

/** Deletes uploads that were not attached within a day, and repeats work that was lost. */
final class MediaSweeper {
    private static final int BATCH = 100;

    /** An upload that was not processed in this time never will be. */
    private static final Duration MAX_ATTEMPT_TIME = Duration.ofDays(2);

    /** Bounds one run. */
    private static final int MAX_BATCHES = 50;

    private final Db db;
    private final Outbox outbox;
    private final MediaRows rows;

    MediaSweeper(Db db, Outbox outbox, MediaRows rows) {
        this.db = db;
        this.outbox = outbox;
        this.rows = rows;
    }

    Future<Void> sweep() {
        return sweep(rows::forgotten, this::remove, MAX_BATCHES)
                .compose(removed -> sweep(rows::stuck, this::repeat, MAX_BATCHES));
    }

    private static Future<Void> sweep(
            IntFunction<Future<List<MediaRows.OwnedMedia>>> find,
            Function<MediaRows.OwnedMedia, Future<Void>> step,
            int batches) {
        return find.apply(BATCH)
                .compose(found -> each(found, step)
                        .compose(done -> found.size() < BATCH || batches <= 1
                                ? Future.succeededFuture()
                                : sweep(find, step, batches - 1)));
    }

    private static Future<Void> each(
            List<MediaRows.OwnedMedia> all, Function<MediaRows.OwnedMedia, Future<Void>> step) {
        Future<Void> done = Future.succeededFuture();
        for (MediaRows.OwnedMedia media : all) {
            done = done.compose(previous -> step.apply(media));
        }
        return done;
    }

    /** A deleted one gets its fact again: the first may be a dead letter. */
    private Future<Void> remove(MediaRows.OwnedMedia media) {
        return rows.delete(media.owner(), List.of(media.id()), true)
                .compose(deleted -> deleted.isEmpty()
                        ? append(media, new Fact.MediaDeleted(media.owner(), List.of(media.id())))
                        : Future.succeededFuture());
    }

    private Future<Void> repeat(MediaRows.OwnedMedia media) {
        boolean hopeless = SnowflakeIds.timestamp(media.id().value())
                .isBefore(Instant.now().minus(MAX_ATTEMPT_TIME));
        return hopeless
                ? rows.markFailed(media.id(), "Validation failed: File is invalid: the file cannot be processed")
                : enqueue(media);
    }

    private Future<Void> enqueue(MediaRows.OwnedMedia media) {
        return append(media, new Fact.MediaUploaded(media.owner(), media.id()));
    }

    private Future<Void> append(MediaRows.OwnedMedia media, Fact fact) {
        return db.inShardOf(
                fact.actor(), (tx, unused) -> rows.touch(tx, media.id()).compose(touched -> outbox.append(tx, fact)));
    }
}
