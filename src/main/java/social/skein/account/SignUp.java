package social.skein.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import social.skein.model.Fault;

/** What somebody types to get an account, and the rules it must keep. */
public record SignUp(String username, String email, String password) {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final int LONGEST_USERNAME = 30;

    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD_BYTES = 200;
    /** The longest address that mail can be sent to (RFC 5321). */
    private static final int LONGEST_EMAIL = 254;

    /** Everything that is wrong with it on its own; whether somebody else has the name only the database knows. */
    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (username.isBlank()) {
            faults.add(Fault.blank("username"));
        } else {
            if (!USERNAME.matcher(username).matches()) {
                faults.add(Fault.invalid("username", "must contain only letters, numbers and underscores"));
            }
            if (username.length() > LONGEST_USERNAME) {
                faults.add(Fault.tooLong("username", LONGEST_USERNAME, "characters"));
            }
        }
        if (email.isBlank()) {
            faults.add(Fault.blank("email"));
        } else if (email.length() > LONGEST_EMAIL) {
            faults.add(Fault.tooLong("email", LONGEST_EMAIL, "characters"));
        } else if (!isEmail(email)) {
            faults.add(Fault.invalid("email", "is invalid"));
        }
        faults.addAll(faultsOfPassword("password", password));
        return faults;
    }

    /** What is wrong with a password, told of the field it was typed into. */
    public static List<Fault> faultsOfPassword(String field, String password) {
        if (password.isBlank()) {
            return List.of(Fault.blank(field));
        }
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            return List.of(Fault.tooShort(field, SHORTEST_PASSWORD));
        }
        return password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES
                ? List.of(Fault.tooLong(field, LONGEST_PASSWORD_BYTES, "bytes"))
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
