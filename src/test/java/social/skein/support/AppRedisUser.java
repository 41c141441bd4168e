package social.skein.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user of conf/redis/users.conf: deployments of the tests serve as it, and none may be refused a command. */
public final class AppRedisUser {
    private static final Path USERS_CONF = Path.of("conf/redis/users.conf");
    private static final String PASSWORD = "keys-of-four-kinds";

    private AppRedisUser() {}

    /** Has the embedded Redis of a data folder that is yet to start know the user, from its first moment on. */
    static void install(Path dataFolder) throws IOException {
        Path home = Files.createDirectories(dataFolder.resolve("redis"));
        Files.writeString(
                home.resolve("users.conf"), Files.readString(USERS_CONF).replace(" >password ", " >" + PASSWORD + " "));
    }

    /** The same Redis for the user. */
    public static String uriFor(String operatorUri) {
        return operatorUri.replaceFirst("://[^@]*@", "://skein:" + PASSWORD + "@");
    }
}
