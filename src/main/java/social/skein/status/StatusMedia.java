package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import social.skein.cluster.HintBus;
import social.skein.media.Attachment;
import social.skein.model.StatusId;
import social.skein.sql.Transaction;

/** Changes the media that a status and its previous versions show, without making a version. */
public final class StatusMedia {
    private static final String CURRENT =
            "select media::text as media from status where id = $1 and media is not null for update";

    private static final String SET_CURRENT = "update status set media = $2::text::jsonb where id = $1";

    private static final String PREVIOUS =
            "select id, media::text as media from status_edit where status_id = $1 and media is not null";

    private static final String SET_PREVIOUS =
            "update status_edit set media = $3::text::jsonb where status_id = $1 and id = $2";

    private final HintBus hints;

    public StatusMedia(HintBus hints) {
        this.hints = hints;
    }

    /** Applies the change to each version. Does nothing if the status does not exist. */
    public Future<Void> change(Transaction tx, StatusId status, UnaryOperator<List<Attachment>> change) {
        tx.afterCommit(() -> hints.publish(StatusesChanged.HINT, new StatusesChanged(List.of(status))));
        return tx.list(CURRENT, row -> row, status.value())
                .compose(rows -> each(rows, row -> tx.update(SET_CURRENT, status.value(), changed(row, change))))
                .compose(done -> tx.list(PREVIOUS, row -> row, status.value()))
                .compose(rows -> each(
                        rows, row -> tx.update(SET_PREVIOUS, status.value(), row.getLong("id"), changed(row, change))));
    }

    private interface RowUpdate {
        Future<Integer> run(Row row);
    }

    private static Future<Void> each(List<Row> rows, RowUpdate update) {
        return Future.all(rows.stream().map(update::run).toList()).mapEmpty();
    }

    private static @Nullable String changed(Row row, UnaryOperator<List<Attachment>> change) {
        return StatusContent.mediaToJson(change.apply(StatusContent.mediaFromJson(row.getString("media"))));
    }
}
