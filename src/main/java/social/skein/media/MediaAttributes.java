package social.skein.media;

import java.util.Optional;
import social.skein.http.Params;
import social.skein.model.Problem;
import social.skein.model.TextLimit;

/**
 * The attributes of a medium that its owner may change; absent ones stay as they are.
 *
 * @param description what it shows, for those who cannot see or hear it
 */
public record MediaAttributes(Optional<String> description, Optional<Focus> focus) {
    /** The maximum length of a description, in characters. Published in the instance configuration. */
    public static final int MAX_DESCRIPTION_LENGTH = 10_000;

    static MediaAttributes parse(Params params) {
        return new MediaAttributes(
                params.text("description").map(MediaAttributes::checkDescription),
                params.nonBlank("focus").map(Focus::parse));
    }

    static String checkDescription(String text) {
        String checked = TextLimit.check("Description", text.strip(), MAX_DESCRIPTION_LENGTH);
        if (checked.indexOf('\0') >= 0) {
            throw new Problem.Invalid("Validation failed: Description must not contain NUL");
        }
        return checked;
    }

    boolean isEmpty() {
        return description.isEmpty() && focus.isEmpty();
    }
}
