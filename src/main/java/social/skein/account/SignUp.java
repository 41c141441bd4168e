package social.skein.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import social.skein.model.Problem;

/** What somebody types to get an account, and the rules it must keep. */
public record SignUp(String username, String email, String password) {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]{1,30}");

    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD_BYTES = 200;
    /** The longest address that mail can be sent to (RFC 5321). */
    private static final int LONGEST_EMAIL = 254;

    /** Fails with a {@link Problem.Invalid} that names everything that is wrong. */
    void check() {
        List<String> wrong = new ArrayList<>();
        if (username.isBlank()) {
            wrong.add("Username can't be blank");
        } else if (!USERNAME.matcher(username).matches()) {
            wrong.add("Username must contain only letters, numbers and underscores, 30 of them at most");
        }
        if (!isEmail(email)) {
            wrong.add("E-mail address is invalid");
        }
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            wrong.add("Password is too short (minimum is " + SHORTEST_PASSWORD + " characters)");
        } else if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            wrong.add("Password is too long (maximum is " + LONGEST_PASSWORD_BYTES + " bytes)");
        }
        if (!wrong.isEmpty()) {
            throw new Problem.Invalid("Validation failed: " + String.join(", ", wrong));
        }
    }

    /** One {@code @} with something before it and a host after it; whether mail arrives only sending can tell. */
    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at < text.length() - 1
                && at == text.lastIndexOf('@')
                && text.length() <= LONGEST_EMAIL
                && text.chars().allMatch(c -> c > ' ' && c != 127);
    }

    @Override
    public String toString() {
        return "the sign-up of " + username;
    }
}
