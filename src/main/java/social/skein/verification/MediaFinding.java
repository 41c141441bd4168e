package social.skein.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * A difference between the database and the object store.
 *
 * @param bytes the size of the object, or the recorded one of a missing object
 * @param use what the object is for; empty for an orphan
 */
public record MediaFinding(Kind kind, String key, long bytes, Optional<ObjectUse> use) {

    /** The kinds of difference. */
    public enum Kind {
        /** An object without a record, which nothing shows. */
        ORPHAN,
        /** A record whose object does not exist. */
        MISSING,
        /** A record whose object has another size. */
        WRONG_SIZE,
        /** A file that a post, a profile or an emoji shows, but that has no record. */
        UNRECORDED;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static MediaFinding orphan(String key, long bytes) {
        return new MediaFinding(Kind.ORPHAN, key, bytes, Optional.empty());
    }

    static MediaFinding of(Kind kind, ObjectUse use, long bytes) {
        return new MediaFinding(kind, use.record().key(), bytes, Optional.of(use));
    }

    /** The key and what the object is for. */
    @Override
    public String toString() {
        return key
                + use.map(used -> ", " + purpose(used.purpose()) + ", medium "
                                + used.record().media())
                        .orElse("");
    }

    private static String purpose(ObjectUse.Purpose purpose) {
        return switch (purpose) {
            case ATTACHMENT -> "file";
            case PREVIEW -> "thumbnail";
            case PROFILE -> "profile picture";
            case EMOJI -> "picture of an emoji";
            case UPLOAD -> "upload";
            case IN_PROGRESS, NONE -> "former file";
        };
    }
}
