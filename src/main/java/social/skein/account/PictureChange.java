package social.skein.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.http.Json;
import social.skein.http.Params;
import social.skein.model.Problem;
import social.skein.model.TextLimit;

/**
 * A change of one picture of a profile.
 *
 * @param cleared whether the picture is removed
 * @param replacement the new picture
 * @param description the new description of the new or the existing picture
 */
record PictureChange(boolean cleared, Optional<Profile.Picture> replacement, Optional<String> description) {
    static final PictureChange NONE = new PictureChange(false, Optional.empty(), Optional.empty());
    static final PictureChange CLEAR = new PictureChange(true, Optional.empty(), Optional.empty());

    /** The change without the uploaded file, which the caller stores first. */
    static PictureChange parse(Params params, String name) {
        return new PictureChange(
                isCleared(params, name),
                Optional.empty(),
                params.text(name + "_description")
                        .map(text -> TextLimit.check(
                                "Description of the " + name, text.strip(), Profile.Picture.MAX_DESCRIPTION_LENGTH)));
    }

    /** An empty text clears a picture, and some clients send the word {@code undefined} for none. */
    private static boolean isCleared(Params params, String name) {
        if (!params.has(name) || params.hasFile(name)) {
            return false;
        }
        if (params.isCleared(name)) {
            return true;
        }
        if (params.text(name).filter("undefined"::equals).isPresent()) {
            return false;
        }
        throw new Problem.Invalid("Validation failed: " + name + " should be an uploaded file, or empty to remove it");
    }

    PictureChange with(Profile.Picture stored) {
        return new PictureChange(false, Optional.of(stored), description);
    }

    boolean isEmpty() {
        return !cleared && replacement.isEmpty() && description.isEmpty();
    }

    Optional<Profile.Picture> apply(Optional<Profile.Picture> before) {
        Optional<Profile.Picture> after = cleared ? Optional.empty() : replacement.or(() -> before);
        return after.map(picture -> description.map(picture::describedAs).orElse(picture));
    }

    static @Nullable String toJson(Optional<Profile.Picture> picture) {
        return picture.map(Json::encode).orElse(null);
    }

    static Optional<Profile.Picture> fromJson(@Nullable String json) {
        return Optional.ofNullable(json).flatMap(text -> Json.decode(text, Profile.Picture.class));
    }
}
