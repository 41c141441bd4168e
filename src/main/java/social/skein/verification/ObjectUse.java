package social.skein.verification;

import io.vertx.sqlclient.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.media.ObjectRecord;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.StatusId;

/**
 * What an object is for. The purposes are all that an object can be for: each owner of objects has one of its own.
 *
 * @param owner empty if the object belongs to no medium
 * @param status the status, or scheduled status, that shows the medium
 * @param main the key of the picture, video or sound itself, once the medium is ready
 * @param settled whether neither the record nor its medium changed for a while
 */
public record ObjectUse(
        ObjectRecord record,
        Optional<AccountId> owner,
        Optional<StatusId> status,
        Purpose purpose,
        Optional<String> main,
        boolean settled) {

    /** The purposes of an object. */
    public enum Purpose {
        /** The picture, video or sound of an attachment. */
        ATTACHMENT,
        /** The thumbnail of an attachment. */
        PREVIEW,
        /** The avatar or header of a profile. */
        PROFILE,
        /** A picture of a custom emoji. */
        EMOJI,
        /** An upload that waits to be processed. */
        UPLOAD,
        /** Work on its medium will remove the record, or store the object. */
        IN_PROGRESS,
        /** None: nothing shows it any more. */
        NONE
    }

    static ObjectUse of(Row row) {
        @Nullable Long owner = row.getLong("account_id");
        @Nullable Long status = row.getLong("status_id");
        return new ObjectUse(
                ObjectRecord.of(row),
                Optional.ofNullable(owner).map(AccountId::new),
                Optional.ofNullable(status).map(StatusId::new),
                purpose(row),
                Optional.ofNullable(row.getString("main")),
                row.getBoolean("settled"));
    }

    static ObjectUse unrecorded(Row row, Purpose purpose) {
        @Nullable Long owner = row.getLong("account_id");
        return new ObjectUse(
                new ObjectRecord(new MediaId(row.getLong("media_id")), row.getString("key"), 0),
                Optional.ofNullable(owner).map(AccountId::new),
                Optional.empty(),
                purpose,
                Optional.empty(),
                true);
    }

    private static Purpose purpose(Row row) {
        @Nullable String state = row.getString("state");
        if (state == null) {
            return purposeOfEmoji(row);
        }
        return switch (state) {
            case "uploaded" -> purposeOfUpload(ObjectRecord.of(row));
            case "ready" -> row.getString("purpose").equals("attachment") ? purposeOfReady(row) : Purpose.PROFILE;
            case "failed" -> Purpose.NONE;
            default -> Purpose.IN_PROGRESS;
        };
    }

    private static Purpose purposeOfEmoji(Row row) {
        @Nullable String state = row.getString("emoji_state");
        if (state == null) {
            return Purpose.NONE;
        }
        if (!state.equals("ready")) {
            return Purpose.IN_PROGRESS;
        }
        String key = row.getString("key");
        return key.equals(row.getString("emoji_key")) || key.equals(row.getString("emoji_static_key"))
                ? Purpose.EMOJI
                : Purpose.NONE;
    }

    /** Processing stores other objects of the medium, and it can do without a thumbnail. */
    private static Purpose purposeOfUpload(ObjectRecord record) {
        if (record.isUpload()) {
            return Purpose.UPLOAD;
        }
        return record.isUploadedThumbnail() ? Purpose.NONE : Purpose.IN_PROGRESS;
    }

    private static Purpose purposeOfReady(Row row) {
        String key = row.getString("key");
        if (key.equals(row.getString("main"))) {
            return Purpose.ATTACHMENT;
        }
        return key.equals(row.getString("preview")) ? Purpose.PREVIEW : Purpose.NONE;
    }
}
