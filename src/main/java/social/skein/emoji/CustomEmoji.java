package social.skein.emoji;

import io.vertx.sqlclient.Row;
import social.skein.http.PublicUrl;
import social.skein.model.MediaId;

/**
 * A custom emoji that is in use.
 *
 * @param category where pickers list it; may be empty
 * @param visible whether pickers list it; a hidden one is shown in texts only
 */
public record CustomEmoji(
        MediaId id, String shortcode, String category, boolean visible, EmojiPictureStore.StoredPicture picture) {

    static CustomEmoji of(Row row) {
        return new CustomEmoji(
                new MediaId(row.getLong("id")),
                row.getString("shortcode"),
                row.getString("category"),
                row.getBoolean("visible"),
                new EmojiPictureStore.StoredPicture(row.getString("key"), row.getString("static_key")));
    }

    /** The emoji in the client API. */
    public EmojiView toView(PublicUrl origin) {
        return new EmojiView(
                shortcode,
                origin.media(picture.key()),
                origin.media(picture.stillKey()),
                visible,
                category.isEmpty() ? null : category);
    }
}
