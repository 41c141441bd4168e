package social.skein.signup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import social.skein.model.UnicodeNormalizer;

/**
 * Derives valid usernames from a name at another product. The suffix of a name that is taken depends only on the
 * identity, so the same user always gets the same candidates.
 */
final class DerivedUsernames {
    private static final String FALLBACK = "user";
    private static final List<Integer> SUFFIX_DIGITS = List.of(4, 8, 16);

    private DerivedUsernames() {}

    /** The candidates, best first. Of an address, the part before the @ is used. */
    static List<String> candidates(String name, ExternalIdentity identity) {
        int at = name.indexOf('@');
        String local = at > 0 ? name.substring(0, at) : name;
        String ascii = UnicodeNormalizer.normalize(local, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^A-Za-z0-9_]+", "_")
                .replaceAll("^_+|_+$", "");
        String base = cut(ascii.isEmpty() ? FALLBACK : ascii, SignUpCredentials.MAX_USERNAME_LENGTH);
        String digits = digest(identity);
        return Stream.concat(
                        Stream.of(base),
                        SUFFIX_DIGITS.stream()
                                .map(length -> cut(base, SignUpCredentials.MAX_USERNAME_LENGTH - length - 1) + "_"
                                        + digits.substring(0, length)))
                .filter(candidate -> !SignUpRequest.isReserved(candidate))
                .toList();
    }

    /** An address that belongs to no user, for an account without a known one. */
    static String placeholderEmail(ExternalIdentity identity) {
        return digest(identity) + "@localhost.invalid";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static String digest(ExternalIdentity identity) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((identity.issuer() + "\n" + identity.subject()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
