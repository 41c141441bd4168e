package social.skein.media;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.sql.Db;

/** Deletes uploads that nobody attached within a day, and repeats work that got lost. */
final class MediaSweeper {
    private static final int BATCH = 100;

    private final Db db;
    private final Outbox outbox;
    private final MediaRows rows;

    MediaSweeper(Db db, Outbox outbox, MediaRows rows) {
        this.db = db;
        this.outbox = outbox;
        this.rows = rows;
    }

    Future<Void> sweep() {
        return rows.forgotten(BATCH)
                .compose(found -> each(found, this::remove))
                .compose(removed -> rows.stuck(BATCH))
                .compose(found -> each(found, this::repeat));
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
                        ? append(new Fact.MediaDeleted(media.owner(), List.of(media.id())))
                        : Future.succeededFuture());
    }

    private Future<Void> repeat(MediaRows.OwnedMedia media) {
        return append(new Fact.MediaUploaded(media.owner(), media.id()));
    }

    private Future<Void> append(Fact fact) {
        return db.inShardOf(fact.actor(), (tx, unused) -> outbox.append(tx, fact));
    }
}
