package social.skein.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import social.skein.app.CommandContext;
import social.skein.app.RunningProcesses;
import social.skein.cli.media.CommandEnvironment;
import social.skein.config.Config;
import social.skein.config.Logging;
import social.skein.config.Settings;

/** The root command, with the options that every command accepts. */
@Command(
        name = "skein",
        description = "A social-feed backend with the Mastodon client API. The default command is serve.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
final class SkeinCommand implements CommandEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger("social.skein.process");

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
            description = "Show each step, debug messages and the stack traces of failures.")
    private boolean verbose;

    /**
     * The effective settings. Also configures the log for a command: warnings go to the terminal, and the audit log to
     * that of the deployment.
     */
    Settings settings() {
        Settings settings = Settings.load(file, System.getenv());
        if (verbose) {
            settings = settings.with("log.level", "debug", "--verbose");
        }
        Logging.configureForCommand(settings.config(), verbose ? Level.DEBUG : Level.WARN);
        return settings;
    }

    /**
     * The settings for work on the deployment: if no domain is set, that of the processes that run in the data folder, since
     * their port may be set in another terminal only. The domain becomes part of what a command stores.
     */
    @Override
    public Config deploymentConfig() {
        Settings settings = settings();
        Config config = settings.config();
        if (!config.hasDefaultDomain()) {
            return config;
        }
        return new RunningProcesses(config.dataDir())
                .list().stream()
                        .map(RunningProcesses.RunningProcess::domain)
                        .filter(domain -> !domain.isEmpty())
                        .findFirst()
                        .map(domain -> settings.with("domain", domain, "a running process")
                                .config())
                        .orElse(config);
    }

    @Override
    public CommandContext open() {
        return CommandContext.open(deploymentConfig(), progress());
    }

    /** Shows steps only with {@code --verbose}. */
    @Override
    public TerminalProgress progress() {
        return TerminalProgress.onStandardError(verbose);
    }

    @Override
    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /**
     * Announces that a process serves: on stdout, or, if its log must be JSON, as one line of the log.
     *
     * @param text for people, may have several lines
     */
    void announce(String logLine, String text) {
        if (Logging.isJsonOnly()) {
            LOG.info(logLine);
        } else {
            out().println(text);
            out().flush();
        }
    }

    @Override
    public void printError(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("skein: " + sentence);
        err.flush();
    }

    boolean verbose() {
        return verbose;
    }
}
