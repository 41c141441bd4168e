package social.skein.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.Skein;
import social.skein.config.Config;
import social.skein.config.Logging;
import social.skein.config.Settings;
import social.skein.embedded.Progress;

/** Serves until it receives a stop signal. */
@Command(name = "serve", description = "Serve clients, or run the given roles, until stopped with Ctrl-C or SIGTERM.")
final class ServeCommand implements Runnable {
    private final SkeinCommand skein;

    @Option(
            names = "--roles",
            paramLabel = "ROLES",
            description = "Roles of this process; overrides the setting roles.")
    private Optional<String> roles = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Port for clients; overrides the setting http.port.")
    private Optional<String> port = Optional.empty();

    ServeCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Config config = settings().config();
        Logging.configure(config.log());
        Progress progress = TerminalProgress.ofServer(config.log());
        Skein process = Skein.start(config, progress);
        GracefulShutdown.runUntilStopped(
                process,
                process.maxStopTime(),
                progress,
                () -> skein.announce(new Banner(process).logLine(), new Banner(process).toString()));
    }

    private Settings settings() {
        Settings settings = skein.settings();
        if (roles.isPresent()) {
            settings = settings.with("roles", roles.get(), "--roles");
        }
        return port.isPresent() ? settings.with("http.port", port.get(), "--port") : settings;
    }
}
