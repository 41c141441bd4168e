package social.skein.signup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import social.skein.config.Registration;
import social.skein.model.FieldError;

/**
 * Somebody at the public door: what they want to be called, and what else is asked there.
 *
 * @param agreed whether they accept the rules of the server
 * @param reason why they want to join
 * @param locale the language they speak, where the client knows it
 */
public record SignUpRequest(SignUpCredentials credentials, boolean agreed, String reason, Optional<String> locale) {
    private static final int MAX_REASON_LENGTH = 500;
    private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}");

    /** Whoever is called so is taken for the operator, or for the server itself. */
    private static final Set<String> RESERVED_USERNAMES = Set.of(
            "abuse",
            "about",
            "admin",
            "administrator",
            "admins",
            "api",
            "auth",
            "contact",
            "everyone",
            "help",
            "host",
            "hostmaster",
            "info",
            "mod",
            "moderation",
            "moderator",
            "moderators",
            "mods",
            "noreply",
            "null",
            "oauth",
            "official",
            "operator",
            "owner",
            "postmaster",
            "root",
            "security",
            "settings",
            "skein",
            "staff",
            "support",
            "sysadmin",
            "system",
            "undefined",
            "webmaster");

    List<FieldError> validate(Registration registration) {
        List<FieldError> faults = new ArrayList<>(credentials.validate());
        if (RESERVED_USERNAMES.contains(
                credentials.username().toLowerCase(Locale.ROOT).replace("_", ""))) {
            faults.add(new FieldError("username", "ERR_RESERVED", "is reserved"));
        }
        if (!agreed) {
            faults.add(new FieldError("agreement", "ERR_ACCEPTED", "must be accepted"));
        }
        if (registration == Registration.APPROVAL && reason.isBlank()) {
            faults.add(FieldError.blank("reason"));
        } else if (reason.codePointCount(0, reason.length()) > MAX_REASON_LENGTH) {
            faults.add(FieldError.tooLong("reason", MAX_REASON_LENGTH, "characters"));
        } else if (reason.indexOf(0) >= 0) {
            faults.add(FieldError.invalid("reason", "must be text"));
        }
        return faults;
    }

    /** The language, where it is written as one. */
    Optional<String> validLocale() {
        return locale.filter(word -> LOCALE.matcher(word).matches());
    }
}
