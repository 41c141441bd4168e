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

/** The root command, with the options that every command accepts. */
@Command(
        name = "skein",
        description = "A social-feed backend with the Mastodon client API. The default command is serve.",
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
            description = "Settings file (default conf/skein.yaml or skein.yaml, if present).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Debug logging, and stack traces of failures.")
    private boolean verbose;

    /** The effective settings. Also lowers the log level, since the output of a command is for a terminal. */
    Settings settings() {
        Settings settings = Settings.load(file, System.getenv());
        if (verbose) {
            settings = settings.with("log.level", "debug", "--verbose");
        }
        Logging.configure(settings.config().log(), verbose ? Level.DEBUG : Level.WARN);
        return settings;
    }

    /** The output of the command; everything else goes to stderr. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    boolean verbose() {
        return verbose;
    }
}
