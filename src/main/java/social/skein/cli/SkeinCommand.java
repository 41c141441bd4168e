package social.skein.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import social.skein.config.Logging;
import social.skein.config.Settings;

/** The program itself, with the options every command takes; without a command it serves. */
@Command(
        name = "skein",
        description = "A social-feed backend that speaks the Mastodon client API. Without a command it serves.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
final class SkeinCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The settings; otherwise conf/skein.yaml or skein.yaml, where there is one.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log more, and show where a failure arose.")
    private boolean verbose;

    /** The settings in effect; from here on little is logged, as for a command that answers a person. */
    Settings settings() {
        Settings settings = Settings.load(file, System.getenv());
        if (verbose) {
            settings = settings.with("log.level", "debug", "--verbose");
        }
        Logging.configure(settings.config().log(), verbose ? Level.DEBUG : Level.WARN);
        return settings;
    }

    /** Where answers go; all else goes to stderr. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    boolean verbose() {
        return verbose;
    }
}
