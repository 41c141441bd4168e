package social.skein.signup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import social.skein.model.FieldError;

/** What somebody types to get an account, and the rules it must keep. */
public record SignUpCredentials(String username, String email, String password) {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final int MAX_USERNAME_LENGTH = 30;

    private static final int MIN_PASSWORD_LENGTH = 8;
    private static final int MAX_PASSWORD_BYTES = 200;
    /** The longest address that mail can be sent to (RFC 5321). */
    private static final int MAX_EMAIL_LENGTH = 254;

    /** Everything that is wrong with it on its own; whether somebody else has the name only the database knows. */
    List<FieldError> validate() {
        List<FieldError> faults = new ArrayList<>();
        if (username.isBlank()) {
            faults.add(FieldError.blank("username"));
        } else {
            if (!USERNAME.matcher(username).matches()) {
                faults.add(FieldError.invalid("username", "must contain only letters, numbers and underscores"));
            }
            if (username.length() > MAX_USERNAME_LENGTH) {
                faults.add(FieldError.tooLong("username", MAX_USERNAME_LENGTH, "characters"));
            }
        }
        if (email.isBlank()) {
            faults.add(FieldError.blank("email"));
        } else if (email.length() > MAX_EMAIL_LENGTH) {
            faults.add(FieldError.tooLong("email", MAX_EMAIL_LENGTH, "characters"));
        } else if (!isEmail(email)) {
            faults.add(FieldError.invalid("email", "is invalid"));
        }
        faults.addAll(validatePassword("password", password));
        return faults;
    }

    /** What is wrong with a password, told of the field it was typed into. */
    public static List<FieldError> validatePassword(String field, String password) {
        if (password.isBlank()) {
            return List.of(FieldError.blank(field));
        }
        if (password.codePointCount(0, password.length()) < MIN_PASSWORD_LENGTH) {
            return List.of(FieldError.tooShort(field, MIN_PASSWORD_LENGTH));
        }
        return password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES
                ? List.of(FieldError.tooLong(field, MAX_PASSWORD_BYTES, "bytes"))
                : List.of();
    }

    /** One {@code @} with something before it and a host after it; whether mail arrives only sending can tell. */
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
