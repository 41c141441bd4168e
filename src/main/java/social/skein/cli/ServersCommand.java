package social.skein.cli;

import java.util.Set;
import picocli.CommandLine.Command;
import social.skein.app.Skein;
import social.skein.app.Stores;
import social.skein.config.Config;
import social.skein.config.Logging;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.embedded.ServerKind;

/** Runs only the embedded servers; other processes of the data folder join them. */
@Command(name = "servers", description = "Run only the embedded servers of the data folder.")
final class ServersCommand implements Runnable {
    private final SkeinCommand skein;

    ServersCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Config config = skein.settings().config();
        Logging.configure(config.log());
        Progress progress = TerminalProgress.ofServer(config.log());
        Set<ServerKind> wanted = Stores.embeddedServers(config);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "No embedded server is configured: postgres.uri, redis.uri and kafka.bootstrap"
                            + " all name external servers or none.");
        }
        EmbeddedServers servers = EmbeddedServers.open(config.dataDir(), wanted, progress);
        String text = "The servers are running. " + servers.addresses() + ". The passwords are in "
                + config.dataDir().resolve("servers.properties") + ". Stop them with Ctrl-C";
        GracefulShutdown.runUntilStopped(
                servers, Skein.MAX_STOP_TIME, progress, () -> skein.announce(text, text + "."));
    }
}
