package social.skein.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user of conf/redis/users.conf: deployments of the tests serve as it, and none may be refused a command. */
public final class ServingUser {
    private static final Path USERS = Path.of("conf/redis/users.conf");
    private static final String PASSWORD = "keys-of-four-kinds";

    private ServingUser() {}

    /** Has the embedded Redis of a data folder that is yet to start know the user, from its first moment on. */
    static void in(Path data) throws IOException {
        Path home = Files.createDirectories(data.resolve("redis"));
        Files.writeString(
                home.resolve("users.conf"), Files.readString(USERS).replace(" >password ", " >" + PASSWORD + " "));
    }

    /** The same Redis for the user. */
    public static String address(String operator) {
        return operator.replaceFirst("://[^@]*@", "://skein:" + PASSWORD + "@");
    }
}
