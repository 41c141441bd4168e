package social.skein.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kind of a medium, by which clients choose how to show it. */
public enum MediaKind {
    IMAGE,
    /** A short video without sound that repeats, as an animated GIF does. */
    GIFV,
    VIDEO,
    AUDIO;

    @JsonCreator
    static MediaKind parse(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
