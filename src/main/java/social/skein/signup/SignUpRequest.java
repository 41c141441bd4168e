package social.skein.signup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import social.skein.config.Registration;
import social.skein.http.Params;
import social.skein.model.BlankText;
import social.skein.model.FieldError;
import social.skein.model.TextLimit;

/**
 * A public sign-up as submitted, by an app or by the sign-up page.
 *
 * @param agreed whether the rules of the server are accepted
 * @param reason the reason for joining
 * @param locale the user's language, if the client sends one
 */
public record SignUpRequest(SignUpCredentials credentials, boolean agreed, String reason, Optional<String> locale) {
    private static final int MAX_REASON_LENGTH = 500;
    private static final Pattern LOCALE = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}");

    /** Names that could be mistaken for the operator or the server. */
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

    /**
     * Parses a sign-up form.
     *
     * @param localeParam the parameter that holds the locale; its name differs between the API and the page
     */
    public static SignUpRequest parse(Params params, String localeParam) {
        return new SignUpRequest(
                new SignUpCredentials(
                        params.text("username").orElse("").strip(),
                        params.text("email").orElse("").strip(),
                        params.text("password").orElse("")),
                params.flag("agreement", false),
                params.text("reason").orElse(""),
                params.text(localeParam));
    }

    /** Whether the name could be mistaken for the operator or the server. */
    static boolean isReserved(String username) {
        return RESERVED_USERNAMES.contains(username.toLowerCase(Locale.ROOT).replace("_", ""));
    }

    List<FieldError> validate(Registration registration) {
        List<FieldError> errors = new ArrayList<>(credentials.validate());
        if (isReserved(credentials.username())) {
            errors.add(new FieldError("username", "ERR_RESERVED", "is reserved"));
        }
        if (!agreed) {
            errors.add(new FieldError("agreement", "ERR_ACCEPTED", "must be accepted"));
        }
        if (registration == Registration.APPROVAL && BlankText.isBlank(reason)) {
            errors.add(FieldError.blank("reason"));
        } else if (reason.indexOf(0) >= 0) {
            errors.add(FieldError.invalid("reason", "must be text"));
        }
        TextLimit.exceeded(reason, MAX_REASON_LENGTH)
                .ifPresent(limit -> errors.add(FieldError.tooLong("reason", limit.max(), limit.unit())));
        return errors;
    }

    /** The locale if it is well-formed. */
    Optional<String> validLocale() {
        return locale.filter(text -> LOCALE.matcher(text).matches());
    }
}
