package social.skein.cli;

import picocli.CommandLine.Command;
import social.skein.app.Skein;
import social.skein.config.Config;
import social.skein.config.Logging;
import social.skein.embedded.EmbeddedServers;

/** Runs the embedded servers and nothing else; processes of the same data folder join them. */
@Command(name = "servers", description = "Run only the embedded PostgreSQL, Redis and Kafka of the data folder.")
final class ServersCommand implements Runnable {
    private final SkeinCommand skein;

    ServersCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Config config = skein.settings().config();
        Logging.configure(config.log());
        TerminalProgress progress = TerminalProgress.onStandardError();
        EmbeddedServers servers = EmbeddedServers.open(config.dataDir(), progress);
        skein.out()
                .println("The servers are running. " + servers.addresses() + ". Their passwords are in "
                        + config.dataDir().resolve("servers.properties") + ". Stop them with Ctrl-C.");
        skein.out().flush();
        Stopping.hold(servers, Skein.LONGEST_STOP, progress);
    }
}
