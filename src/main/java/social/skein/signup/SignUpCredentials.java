package social.skein.signup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import social.skein.account.PasswordHasher;
import social.skein.model.BlankText;
import social.skein.model.FieldError;
import social.skein.model.Graphemes;

/** The username, e-mail address and password of a sign-up, with their validation rules. */
public record SignUpCredentials(String username, String email, String password) {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]+");
    static final int MAX_USERNAME_LENGTH = 30;

    private static final int MIN_PASSWORD_LENGTH = 8;
    private static final int MAX_PASSWORD_BYTES = 200;
    /** The longest deliverable address (RFC 5321). */
    private static final int MAX_EMAIL_LENGTH = 254;

    /** The errors that need no database; whether the name or the address is taken is checked separately. */
    List<FieldError> validate() {
        List<FieldError> errors = new ArrayList<>(validateUsername(username));
        errors.addAll(validateEmail(email));
        errors.addAll(validatePassword("password", password));
        return errors;
    }

    static List<FieldError> validateUsername(String username) {
        List<FieldError> errors = new ArrayList<>();
        if (BlankText.isBlank(username)) {
            errors.add(FieldError.blank("username"));
        } else {
            if (!USERNAME.matcher(username).matches()) {
                errors.add(FieldError.invalid("username", "must contain only letters, numbers and underscores"));
            }
            if (username.length() > MAX_USERNAME_LENGTH) {
                errors.add(FieldError.tooLong("username", MAX_USERNAME_LENGTH, "characters"));
            }
        }
        return errors;
    }

    static List<FieldError> validateEmail(String email) {
        if (BlankText.isBlank(email)) {
            return List.of(FieldError.blank("email"));
        }
        if (email.length() > MAX_EMAIL_LENGTH) {
            return List.of(FieldError.tooLong("email", MAX_EMAIL_LENGTH, "characters"));
        }
        return isEmail(email) ? List.of() : List.of(FieldError.invalid("email", "is invalid"));
    }

    /** The errors of a password, reported for the given form field. */
    public static List<FieldError> validatePassword(String field, String password) {
        String normalized = PasswordHasher.normalize(password);
        if (BlankText.isBlank(normalized)) {
            return List.of(FieldError.blank(field));
        }
        if (!Graphemes.exceeds(normalized, MIN_PASSWORD_LENGTH - 1)) {
            return List.of(FieldError.tooShort(field, MIN_PASSWORD_LENGTH));
        }
        return normalized.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES
                ? List.of(FieldError.tooLong(field, MAX_PASSWORD_BYTES, "bytes"))
                : List.of();
    }

    /** Whether the text has the form {@code local@host}; only sending mail shows whether the address exists. */
    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at < text.length() - 1
                && at == text.lastIndexOf('@')
                && text.chars().allMatch(c -> c > ' ' && c != 127 && !Character.isSurrogate((char) c));
    }

    @Override
    public String toString() {
        return "the sign-up of " + username;
    }
}
