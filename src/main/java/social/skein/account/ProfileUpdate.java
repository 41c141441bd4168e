package social.skein.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import social.skein.http.Params;
import social.skein.model.BlankText;
import social.skein.model.Problem;
import social.skein.model.TextLimit;
import social.skein.model.Visibility;

/** A partial update of a profile: absent values stay as they are, an empty text clears. */
record ProfileUpdate(
        Optional<String> displayName,
        Optional<String> note,
        Optional<Boolean> locked,
        Optional<Boolean> bot,
        Optional<Boolean> discoverable,
        Optional<Boolean> indexable,
        Optional<Boolean> hideCollections,
        Optional<List<Profile.Field>> fields,
        Optional<Visibility> privacy,
        Optional<Boolean> sensitive,
        Optional<String> language,
        PictureChange avatar,
        PictureChange header) {
    static final ProfileUpdate CLEAR_AVATAR = onlyPictures(PictureChange.CLEAR, PictureChange.NONE);
    static final ProfileUpdate CLEAR_HEADER = onlyPictures(PictureChange.NONE, PictureChange.CLEAR);

    private static final int MAX_NOTE_LENGTH = 500;

    /** Published in the instance configuration, as is {@link #MAX_FIELD_LENGTH}. */
    private static final int MAX_FIELDS = 4;

    private static final int MAX_FIELD_LENGTH = 255;
    private static final Pattern LANGUAGE = Pattern.compile("|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    private static ProfileUpdate onlyPictures(PictureChange avatar, PictureChange header) {
        return new ProfileUpdate(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                avatar,
                header);
    }

    static ProfileUpdate parse(Params params) {
        Params source = params.nested("source");
        return new ProfileUpdate(
                params.text("display_name")
                        .map(name -> check(Profile.MAX_DISPLAY_NAME_LENGTH, "Display name", name.strip())),
                params.text("note").map(note -> check(MAX_NOTE_LENGTH, "Note", note)),
                flag(params, "locked"),
                flag(params, "bot"),
                flag(params, "discoverable"),
                flag(params, "indexable"),
                flag(params, "hide_collections"),
                fields(params),
                source.nonBlank("privacy").map(ProfileUpdate::privacy),
                flag(source, "sensitive"),
                source.text("language").map(ProfileUpdate::language),
                PictureChange.parse(params, "avatar"),
                PictureChange.parse(params, "header"));
    }

    /** The same update with the pictures that were uploaded with it. */
    ProfileUpdate with(Optional<Profile.Picture> newAvatar, Optional<Profile.Picture> newHeader) {
        return withPictures(
                newAvatar.map(avatar::with).orElse(avatar),
                newHeader.map(header::with).orElse(header));
    }

    private ProfileUpdate withPictures(PictureChange newAvatar, PictureChange newHeader) {
        return new ProfileUpdate(
                displayName,
                note,
                locked,
                bot,
                discoverable,
                indexable,
                hideCollections,
                fields,
                privacy,
                sensitive,
                language,
                newAvatar,
                newHeader);
    }

    Profile.Pictures applyTo(Profile.Pictures before) {
        return new Profile.Pictures(avatar.apply(before.avatar()), header.apply(before.header()));
    }

    boolean changesPictures() {
        return !avatar.isEmpty() || !header.isEmpty();
    }

    Optional<String[]> fieldNames() {
        return column(Profile.Field::name);
    }

    Optional<String[]> fieldValues() {
        return column(Profile.Field::value);
    }

    private Optional<String[]> column(Function<Profile.Field, String> getter) {
        return fields.map(rows -> rows.stream().map(getter).toArray(String[]::new));
    }

    private static Optional<List<Profile.Field>> fields(Params params) {
        if (!params.hasGroups("fields_attributes")) {
            return Optional.empty();
        }
        List<Profile.Field> fields = params.nestedList("fields_attributes").stream()
                .map(group -> new Profile.Field(fieldText(group, "name"), fieldText(group, "value")))
                .filter(field -> !field.name().isEmpty() || !field.value().isEmpty())
                .toList();
        if (fields.size() > MAX_FIELDS) {
            throw new Problem.Invalid("Validation failed: Profile fields should be at most " + MAX_FIELDS);
        }
        if (fields.stream().anyMatch(field -> field.name().isEmpty())) {
            throw new Problem.Invalid("Validation failed: Profile field name can't be blank");
        }
        return Optional.of(fields);
    }

    private static String fieldText(Params group, String name) {
        return check(
                MAX_FIELD_LENGTH,
                "Profile field " + name,
                group.text(name).orElse("").strip());
    }

    private static Optional<Boolean> flag(Params params, String name) {
        return params.nonBlank(name).map(value -> params.flag(name, false));
    }

    /** A text of at most {@code max} characters; empty if it shows nothing. */
    private static String check(int max, String label, String text) {
        String checked = TextLimit.check(label, text, max);
        if (checked.indexOf('\0') >= 0) {
            throw new Problem.Invalid("Validation failed: " + label + " must not contain NUL");
        }
        return BlankText.isBlank(checked) ? "" : checked;
    }

    private static Visibility privacy(String value) {
        return Visibility.parse(value)
                .orElseThrow(() -> new Problem.Invalid("Validation failed: Privacy is not included in the list"));
    }

    private static String language(String code) {
        if (!LANGUAGE.matcher(code).matches()) {
            throw new Problem.Invalid("Validation failed: Language should be a code like en or pt-BR");
        }
        return code;
    }
}
