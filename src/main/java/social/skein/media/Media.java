package social.skein.media;

import io.vertx.sqlclient.Row;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.http.Json;
import social.skein.model.AccountId;
import social.skein.model.MediaId;

/**
 * An uploaded medium.
 *
 * @param files present once it is ready
 * @param failure why it cannot be shown; empty unless it has failed
 */
record Media(
        MediaId id,
        AccountId account,
        MediaKind kind,
        State state,
        boolean attached,
        String description,
        Focus focus,
        Optional<MediaFiles> files,
        String failure) {

    /** The stages of a medium. */
    enum State {
        RECEIVING,
        UPLOADED,
        READY,
        FAILED,
        DELETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Media of(Row row) {
        return new Media(
                new MediaId(row.getLong("id")),
                new AccountId(row.getLong("account_id")),
                MediaKind.parse(row.getString("kind")),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("status_id") != null,
                row.getString("description"),
                new Focus(row.getDouble("focus_x"), row.getDouble("focus_y")),
                files(row.getString("files")),
                row.getString("failure"));
    }

    private static Optional<MediaFiles> files(@Nullable String json) {
        return Optional.ofNullable(json).flatMap(text -> Json.decode(text, MediaFiles.class));
    }

    /** As a status carries it; empty while it is not ready. */
    Optional<Attachment> toAttachment() {
        return files.map(ready -> new Attachment(id, kind, ready, description, focus));
    }
}
