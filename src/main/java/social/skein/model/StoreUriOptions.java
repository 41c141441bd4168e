package social.skein.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options after the question mark of a store's address: {@code ?sslmode=verify-full&sslrootcert=/etc/ca.pem}. */
public record StoreUriOptions(Map<String, String> values) {
    /** The path of a PEM file with the CA certificates to trust instead of Java's. */
    public static final String ROOT_CERT = "sslrootcert";

    /**
     * Parses percent-encoded {@code name=value} pairs.
     *
     * @param query the part after the question mark; may be empty
     * @param names the options the store has
     * @throws IllegalArgumentException with a message about the first option that is unknown or has no value
     */
    public static StoreUriOptions parse(String query, List<String> names) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || !names.contains(parts[0])) {
                throw new IllegalArgumentException("after the question mark it may have only "
                        + String.join("=... and ", names) + "=..., not " + parts[0]);
            }
            values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return new StoreUriOptions(Map.copyOf(values));
    }

    /** The value of an option, or the default if it is absent. */
    public String get(String name, String defaultValue) {
        return values.getOrDefault(name, defaultValue);
    }

    /**
     * The path of the file named by {@code sslrootcert}; empty if the option is absent.
     *
     * @throws IllegalArgumentException if there is no readable file at that path
     */
    public String rootCert() {
        String path = get(ROOT_CERT, "");
        if (!path.isEmpty() && !Files.isReadable(Path.of(path))) {
            throw new IllegalArgumentException("its sslrootcert " + path + " should be a readable file");
        }
        return path;
    }
}
