package social.skein.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user of conf/redis/users.conf. Test deployments use it, and none of their commands may be denied. */
public final class AppRedisUser {
    private static final Path USERS_CONF = Path.of("conf/redis/users.conf");
    private static final String PASSWORD = "keys-of-four-kinds";

    private AppRedisUser() {}

    /** Configures the user in a data folder before its embedded Redis starts. */
    static void install(Path dataFolder) throws IOException {
        Path home = Files.createDirectories(dataFolder.resolve("redis"));
        Files.writeString(
                home.resolve("users.conf"), Files.readString(USERS_CONF).replace(" >password ", " >" + PASSWORD + " "));
    }

    /** Returns the address of the same Redis for the user. */
    public static String uriFor(String operatorUri) {
        return operatorUri.replaceFirst("://[^@]*@", "://skein:" + PASSWORD + "@");
    }
}
