package social.skein.objectstore;

import java.util.regex.Pattern;

/** The syntax of keys. It is safe in file names, URLs and signatures, and on file systems that ignore case. */
final class ObjectKey {
    private static final int MAX_LENGTH = 512;
    /** File systems allow 255 bytes; the file with the metadata needs some of them. */
    private static final String SEGMENT = "[a-z0-9][a-z0-9._-]{0,199}";

    private static final Pattern SYNTAX = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");

    private ObjectKey() {}

    static boolean isValid(String key) {
        return key.length() <= MAX_LENGTH
                && !key.contains("..")
                && SYNTAX.matcher(key).matches();
    }

    static String require(String key) {
        if (!isValid(key)) {
            String shown = key.length() > MAX_LENGTH ? key.substring(0, MAX_LENGTH) + "…" : key;
            throw new IllegalArgumentException(
                    "\"" + shown + "\" is not a key of an object. A key has up to " + MAX_LENGTH
                            + " of the characters a-z 0-9 . _ - /, no \"..\", and each segment starts with a letter or a digit"
                            + " and has up to 200 characters");
        }
        return key;
    }
}
