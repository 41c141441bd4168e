package social.skein.emoji;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.MediaId;
import social.skein.model.Problem;

/**
 * Adds and removes custom emoji. An emoji is staged first, which stores its pictures, and used by nobody; then any number
 * of staged ones are put into use at once. What a killed command leaves is removed by {@link #sweep}.
 */
public final class EmojiEditor {
    private static final Logger LOG = LoggerFactory.getLogger(EmojiEditor.class);
    private static final int SWEEP_BATCH = 100;

    private final CustomEmojis emojis;
    private final EmojiPictureStore pictures;

    EmojiEditor(CustomEmojis emojis, EmojiPictureStore pictures) {
        this.emojis = emojis;
        this.pictures = pictures;
    }

    /** The emoji that are in use, in the order of their shortcodes. */
    public Future<List<CustomEmoji>> list() {
        return emojis.list();
    }

    /** Adds one emoji. A {@link Problem.Invalid} with the reason if that is not possible. */
    public Future<Void> add(NewEmoji emoji, Buffer file) {
        return emojis.requireFree(emoji.shortcode())
                .compose(free -> stage(emoji, file))
                .compose(id -> publish(List.of(id)));
    }

    /** Stores the pictures of a new emoji. A {@link Problem.Invalid} if the file is no picture that an emoji can have. */
    public Future<MediaId> stage(NewEmoji emoji, Buffer file) {
        return emojis.create(emoji)
                .compose(id -> pictures.store(id, file)
                        .compose(picture -> emojis.setPicture(id, picture))
                        .map(id)
                        .recover(failure -> discard(List.of(id)).transform(done -> Future.failedFuture(failure))));
    }

    /**
     * Puts staged emoji into use, all or none, and removes them if that fails. A {@link Problem.Invalid} if a shortcode is
     * taken or there are too many.
     */
    public Future<Void> publish(Collection<MediaId> staged) {
        return staged.isEmpty()
                ? Future.succeededFuture()
                : emojis.publish(staged)
                        .recover(failure -> discard(staged).transform(done -> Future.failedFuture(failure)));
    }

    /** Removes staged emoji. */
    public Future<Void> discard(Collection<MediaId> staged) {
        return staged.isEmpty()
                ? Future.succeededFuture()
                : emojis.abandon(staged).compose(abandoned -> removePictures(staged));
    }

    /** Removes an emoji and its pictures. Returns false if there is none with this shortcode. */
    public Future<Boolean> remove(String shortcode) {
        return emojis.remove(shortcode)
                .compose(removed -> removed.map(id -> removePictures(List.of(id))
                                .otherwise(failure -> {
                                    LOG.warn(
                                            "The pictures of :{}: could not be removed and are removed later by a process"
                                                    + " with the role jobs: {}",
                                            shortcode,
                                            failure.toString());
                                    return null;
                                })
                                .map(true))
                        .orElse(Future.succeededFuture(false)));
    }

    /** Removes the pictures of emoji that are out of use or were never put into use. */
    Future<Void> sweep() {
        return emojis.abandonOld()
                .compose(abandoned -> emojis.deleted(SWEEP_BATCH))
                .compose(deleted -> deleted.isEmpty() ? Future.succeededFuture() : removePictures(deleted));
    }

    private Future<Void> removePictures(Collection<MediaId> emoji) {
        return pictures.remove(emoji).compose(removed -> emojis.deleteRows(emoji));
    }
}
