package social.skein.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.config.Settings;

/** Serves until told to stop. */
@Command(name = "serve", description = "Serve clients, or do what --roles says. Ends when told to stop.")
final class ServeCommand implements Callable<Integer> {
    private final SkeinCommand skein;

    @Option(names = "--roles", paramLabel = "ROLES", description = "What this process does; sets roles.")
    private Optional<String> roles = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Where clients connect; sets http.port.")
    private Optional<String> port = Optional.empty();

    ServeCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        throw new IllegalStateException("Serving " + settings.config().domain() + " is not wired yet.");
    }

    private Settings settings() {
        Settings settings = skein.settings();
        if (roles.isPresent()) {
            settings = settings.with("roles", roles.get(), "--roles");
        }
        return port.isPresent() ? settings.with("http.port", port.get(), "--port") : settings;
    }
}
