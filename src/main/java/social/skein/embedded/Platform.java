package social.skein.embedded;

import java.util.List;
import java.util.Locale;

/** The machine as the shipped binaries name it: Linux or macOS, amd64 or arm64. */
record Platform(String system, String architecture) {

    static Platform current() {
        String system = isMac() ? "darwin" : System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> "";
        };
        if (architecture.isEmpty() || !(isMac() || system.equals("linux"))) {
            throw new EmbeddedServerException("The embedded servers run on Linux and macOS, amd64 and arm64, not on "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                    + "; set postgres.uri, redis.uri and kafka.bootstrap to servers of your own.");
        }
        return new Platform(system, architecture);
    }

    static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** Either of the two macOS archives serves: both hold the same universal binaries. */
    List<String> postgresArchives() {
        String own = architecture.equals("amd64") ? "x86_64" : "arm_64";
        String other = own.equals("x86_64") ? "arm_64" : "x86_64";
        String mine = "postgres-" + system + "-" + own + ".txz";
        return isMac() ? List.of(mine, "postgres-" + system + "-" + other + ".txz") : List.of(mine);
    }

    String redisBinary() {
        return "redis-server-7.0.15-" + system + "-" + architecture;
    }
}
