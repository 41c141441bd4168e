package social.skein.embedded;

import java.util.List;
import java.util.Locale;

/** Operating system and architecture in the naming of the bundled binaries: Linux or macOS, amd64 or arm64. */
public record OperatingSystem(String system, String architecture) {

    static OperatingSystem current() {
        String system = isMac() ? "darwin" : System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> "";
        };
        if (architecture.isEmpty() || !(isMac() || system.equals("linux"))) {
            throw new EmbeddedServerException("The embedded servers run on Linux and macOS, amd64 and arm64, not on "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                    + "; set postgres.uri, redis.uri and kafka.bootstrap to external servers.");
        }
        return new OperatingSystem(system, architecture);
    }

    static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** What runs a command in a session of its own. macOS has perl but no setsid; Linux often has setsid but no perl. */
    public static List<String> sessionCommand() {
        return isMac()
                ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127")
                : List.of("setsid");
    }

    /** Both macOS archives contain the same universal binaries, so either one will do. */
    List<String> postgresArchives() {
        String own = architecture.equals("amd64") ? "x86_64" : "arm_64";
        String other = own.equals("x86_64") ? "arm_64" : "x86_64";
        String name = "postgres-" + system + "-" + own + ".txz";
        return isMac() ? List.of(name, "postgres-" + system + "-" + other + ".txz") : List.of(name);
    }

    String redisBinary() {
        return "redis-server-7.0.15-" + system + "-" + architecture;
    }
}
