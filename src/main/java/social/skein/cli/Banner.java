package social.skein.cli;

import social.skein.app.Skein;
import social.skein.config.Config;
import social.skein.config.Role;

/** What a person sees once a process serves: where it is, and what to do next. */
record Banner(Skein process) {

    @Override
    public String toString() {
        Config config = process.config();
        boolean outward = config.roles().contains(Role.API) || config.roles().contains(Role.STREAM);
        String origin = config.scheme() + "://" + config.domain();
        StringBuilder text = new StringBuilder("\nSkein is running.\n\n");
        if (outward) {
            text.append(line("Clients", "http://localhost:" + config.http().port() + publicName(config, origin)));
        }
        text.append(line(
                "Operators",
                "http://" + config.ops().host() + ":" + config.ops().port() + "/readyz and /metrics"));
        text.append(line("Data", config.dataDir().toAbsolutePath().normalize().toString()));
        if (process.joinedServers()) {
            text.append(line("Joined", "another process of this folder runs the servers"));
        }
        if (outward && !process.joinedServers()) {
            text.append(line("First account", launchCommand() + " account create alice"));
            text.append(line("Some life", launchCommand() + " seed"));
            text.append(line("A client", "toot login --instance " + origin));
        }
        return text.append(line("Stop", "Ctrl-C")).toString();
    }

    private static String publicName(Config config, String origin) {
        return origin.endsWith("://localhost:" + config.http().port()) ? "" : ", known as " + origin;
    }

    /** As it was started: a command in another folder would make a server of its own there. */
    private static String launchCommand() {
        return "java -jar " + System.getProperty("java.class.path");
    }

    private static String line(String what, String value) {
        return String.format("  %-14s %s%n", what, value);
    }
}
