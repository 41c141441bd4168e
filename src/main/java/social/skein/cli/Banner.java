package social.skein.cli;

import java.util.Locale;
import social.skein.app.Skein;
import social.skein.config.Config;
import social.skein.config.Role;

/** The text printed once a process is serving: its addresses and the next steps. */
record Banner(Skein process) {

    @Override
    public String toString() {
        Config config = process.config();
        boolean servesClients =
                config.roles().contains(Role.API) || config.roles().contains(Role.STREAM);
        String origin = config.scheme() + "://" + config.domain();
        StringBuilder text = new StringBuilder("\nSkein is running.\n\n");
        if (servesClients) {
            text.append(line("Clients", clients(config) + publicName(config, origin)));
        }
        text.append(line("Operators", operators(config)));
        text.append(line("Data", config.dataDir().toAbsolutePath().normalize().toString()));
        if (process.joinedServers()) {
            text.append(line("Joined", "the servers are run by another process of this data folder"));
        }
        if (servesClients && !process.joinedServers()) {
            text.append(line("First account", launchCommand() + " account create alice"));
            text.append(line("Sample data", launchCommand() + " seed"));
            text.append(line("Try the API", origin + "/docs"));
            text.append(line("Public posts", "curl " + origin + "/api/v1/timelines/public"));
        }
        return text.append(line("Stop", "Ctrl-C")).toString();
    }

    /** The same for a log of one format: where the process serves. */
    String logLine() {
        return "Skein is running. Clients " + clients(process.config()) + ", Operators " + operators(process.config())
                + ". Stop it with Ctrl-C";
    }

    private static String clients(Config config) {
        return "http://localhost:" + config.http().port();
    }

    private static String operators(Config config) {
        return "http://" + config.ops().host() + ":" + config.ops().port() + "/readyz and /metrics";
    }

    private static String publicName(Config config, String origin) {
        return origin.endsWith("://localhost:" + config.http().port()) ? "" : ", public name " + origin;
    }

    /** The command line of this process. From another folder the relative data.dir would mean a new deployment. */
    private static String launchCommand() {
        return "java -jar " + System.getProperty("java.class.path");
    }

    private static String line(String label, String value) {
        return String.format(Locale.ROOT, "  %-14s %s%n", label, value);
    }
}
