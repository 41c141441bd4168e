package social.skein.account;

import java.util.Optional;
import social.skein.http.Params;
import social.skein.model.Problem;
import social.skein.model.Visibility;

/** What somebody changes about themselves; what is absent stays as it is, an empty text clears. */
record ProfileChange(
        Optional<String> displayName,
        Optional<String> note,
        Optional<Boolean> locked,
        Optional<Boolean> bot,
        Optional<Boolean> discoverable,
        Optional<Visibility> privacy) {
    private static final int LONGEST_DISPLAY_NAME = 30;
    private static final int LONGEST_NOTE = 500;

    static ProfileChange of(Params params) {
        return new ProfileChange(
                params.text("display_name").map(name -> atMost(LONGEST_DISPLAY_NAME, "Display name", name.strip())),
                params.text("note").map(note -> atMost(LONGEST_NOTE, "Note", note)),
                flag(params, "locked"),
                flag(params, "bot"),
                flag(params, "discoverable"),
                params.nested("source").filled("privacy").map(ProfileChange::privacy));
    }

    private static Optional<Boolean> flag(Params params, String name) {
        return params.filled(name).map(given -> params.flag(name, false));
    }

    private static String atMost(int longest, String what, String text) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw new Problem.Invalid(
                    "Validation failed: " + what + " is too long (maximum is " + longest + " characters)");
        }
        return text;
    }

    private static Visibility privacy(String word) {
        return Visibility.parse(word)
                .orElseThrow(() -> new Problem.Invalid("Validation failed: Privacy is not included in the list"));
    }
}
