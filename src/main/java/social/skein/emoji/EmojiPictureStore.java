package social.skein.emoji;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import social.skein.model.MediaId;
import social.skein.model.Problem;

/** Stores the pictures of custom emoji. The package media implements it. */
public interface EmojiPictureStore {
    /**
     * The keys of a stored picture in the object store.
     *
     * @param stillKey the picture without animation; the same if it is not animated
     */
    record StoredPicture(String key, String stillKey) {}

    /**
     * Decodes a file and stores what clients are shown of it. A {@link Problem.Invalid} with the reason if the file is no
     * picture that an emoji can have. The row of the emoji must exist before.
     */
    Future<StoredPicture> store(MediaId emoji, Buffer file);

    /** Removes all pictures of these emoji; fails if some could not be removed. */
    Future<Void> remove(Collection<MediaId> emoji);
}
