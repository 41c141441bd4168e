package social.skein.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What was done about a finding. */
public enum Mending {
    OBJECT_DELETED("object", "deleted"),
    RECORD_ADDED("record", "added"),
    RECORD_CORRECTED("record", "corrected"),
    RECORD_DELETED("record", "deleted"),
    THUMBNAIL_MADE("thumbnail", "made again"),
    THUMBNAIL_DROPPED("thumbnail", "dropped"),
    UPLOAD_FAILED("upload", "marked as failed"),
    MEDIUM_DELETED("lost file", "removed from posts"),
    REMOVED_FROM_PROFILE("lost picture", "removed from profiles"),
    EMOJI_REMOVED("emoji without a picture", "removed");

    private final String noun;
    private final String verb;

    Mending(String noun, String verb) {
        this.noun = noun;
        this.verb = verb;
    }

    /** What was mended, in the singular. */
    public String noun() {
        return noun;
    }

    /** How it was mended, such as "deleted". */
    public String verb() {
        return verb;
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
