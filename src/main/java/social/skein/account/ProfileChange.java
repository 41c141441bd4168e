package social.skein.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import social.skein.http.Params;
import social.skein.model.Problem;
import social.skein.model.Visibility;

/**
 * What somebody changes about themselves; what is absent stays as it is, an empty text clears. Pictures are not kept, so
 * what a form says of them is passed over.
 */
record ProfileChange(
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
        Optional<String> language) {
    private static final int LONGEST_DISPLAY_NAME = 30;
    private static final int LONGEST_NOTE = 500;

    /** Clients are told these two numbers. */
    private static final int MOST_FIELDS = 4;

    private static final int LONGEST_FIELD = 255;
    private static final Pattern LANGUAGE = Pattern.compile("|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    static ProfileChange of(Params params) {
        Params source = params.nested("source");
        return new ProfileChange(
                params.text("display_name").map(name -> atMost(LONGEST_DISPLAY_NAME, "Display name", name.strip())),
                params.text("note").map(note -> atMost(LONGEST_NOTE, "Note", note)),
                flag(params, "locked"),
                flag(params, "bot"),
                flag(params, "discoverable"),
                flag(params, "indexable"),
                flag(params, "hide_collections"),
                fields(params),
                source.filled("privacy").map(ProfileChange::privacy),
                flag(source, "sensitive"),
                source.text("language").map(ProfileChange::language));
    }

    Optional<String[]> names() {
        return column(Profile.Field::name);
    }

    Optional<String[]> values() {
        return column(Profile.Field::value);
    }

    private Optional<String[]> column(Function<Profile.Field, String> of) {
        return fields.map(rows -> rows.stream().map(of).toArray(String[]::new));
    }

    private static Optional<List<Profile.Field>> fields(Params params) {
        if (!params.has("fields_attributes")) {
            return Optional.empty();
        }
        List<Profile.Field> fields = params.groups("fields_attributes").stream()
                .map(group -> new Profile.Field(typed(group, "name"), typed(group, "value")))
                .filter(field -> !field.name().isEmpty() || !field.value().isEmpty())
                .toList();
        if (fields.size() > MOST_FIELDS) {
            throw new Problem.Invalid("Validation failed: Profile fields should be at most " + MOST_FIELDS);
        }
        if (fields.stream().anyMatch(field -> field.name().isEmpty())) {
            throw new Problem.Invalid("Validation failed: Profile field name can't be blank");
        }
        return Optional.of(fields);
    }

    private static String typed(Params group, String name) {
        return atMost(
                LONGEST_FIELD,
                "Profile field " + name,
                group.text(name).orElse("").strip());
    }

    private static Optional<Boolean> flag(Params params, String name) {
        return params.filled(name).map(given -> params.flag(name, false));
    }

    private static String atMost(int longest, String what, String text) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw new Problem.Invalid(
                    "Validation failed: " + what + " is too long (maximum is " + longest + " characters)");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Problem.Invalid("Validation failed: " + what + " should hold no NUL");
        }
        return text;
    }

    private static Visibility privacy(String word) {
        return Visibility.parse(word)
                .orElseThrow(() -> new Problem.Invalid("Validation failed: Privacy is not included in the list"));
    }

    private static String language(String code) {
        if (!LANGUAGE.matcher(code).matches()) {
            throw new Problem.Invalid("Validation failed: Language should be a code like en or pt-BR");
        }
        return code;
    }
}
