package social.skein.account;

import java.util.List;
import java.util.Optional;
import social.skein.model.MediaId;

/**
 * The part of an account that its owner edits.
 *
 * @param note plain text
 * @param locked whether each follower needs the owner's approval
 * @param indexable whether public statuses may be found by full-text search
 * @param hideCollections whether only the owner sees followers and followees
 */
public record Profile(
        String displayName,
        String note,
        List<Field> fields,
        boolean locked,
        boolean bot,
        boolean discoverable,
        boolean indexable,
        boolean hideCollections,
        Pictures pictures) {
    public static final int MAX_DISPLAY_NAME_LENGTH = 30;

    public static final Profile EMPTY = new Profile("", "", List.of(), false, false, true, false, false, Pictures.NONE);

    /**
     * An uploaded picture. Its JSON is stored in the row of the account.
     *
     * @param id the medium
     * @param key its key in the object store
     * @param description what it shows, or empty
     */
    public record Picture(MediaId id, String key, String description) {
        /** The maximum length of a description, in characters. */
        static final int MAX_DESCRIPTION_LENGTH = 150;

        Picture describedAs(String text) {
            return new Picture(id, key, text);
        }
    }

    /** The uploaded pictures. */
    public record Pictures(Optional<Picture> avatar, Optional<Picture> header) {
        public static final Pictures NONE = new Pictures(Optional.empty(), Optional.empty());

        /** These pictures, and others in the places without one. */
        public Pictures orElse(Pictures others) {
            return new Pictures(avatar.or(others::avatar), header.or(others::header));
        }

        /** The same without the picture of this key. */
        public Pictures without(String key) {
            return new Pictures(
                    avatar.filter(picture -> !picture.key().equals(key)),
                    header.filter(picture -> !picture.key().equals(key)));
        }
    }

    /** A row of the profile's table, as typed. */
    public record Field(String name, String value) {}
}
