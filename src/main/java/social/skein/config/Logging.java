package social.skein.config;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.event.Level;

/** Configures Logback: the appenders come from {@code logback.xml}, format and levels from the settings. */
public final class Logging {
    private static final Logger LOG = LoggerFactory.getLogger(Logging.class);
    private static final String AUDIT_LOGGER = "social.skein.audit";
    private static final String JSON_ONLY = "skein.log.json-only";

    private Logging() {}

    /**
     * Sends what would otherwise go to stderr past the log, in formats of its own, to the log: java.util.logging, which
     * some libraries use, and exceptions that no code has caught.
     */
    public static void captureStrayOutput() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LOG.error("The thread {} ended with an unexpected error, please report it", thread.getName(), failure));
    }

    /** Configures the log of a process that serves. */
    public static void configure(Config.Log log) {
        configure(log, log.level(), Optional.empty());
        context().putProperty(JSON_ONLY, Boolean.toString(log.format() == Config.Log.Format.JSON));
    }

    /**
     * Whether this process serves and its settings demand a log in JSON: it then prints nothing else, not even why it
     * cannot start.
     */
    public static boolean isJsonOnly() {
        return Boolean.parseBoolean(context().getProperty(JSON_ONLY));
    }

    /**
     * Configures the log of a command: other messages than its output go to the terminal at this level. Its audit lines
     * go to {@code logs/audit.log} in the data folder, or to stderr on a machine without one.
     */
    public static void configureForCommand(Config config, Level level) {
        configure(config.log(), level, writableAuditFile(config.dataDir()));
    }

    private static Optional<Path> writableAuditFile(Path dataDir) {
        Path folder = dataDir.resolve("logs");
        Path file = folder.resolve("audit.log");
        return Files.isWritable(file) || (Files.notExists(file) && Files.isWritable(folder))
                ? Optional.of(file)
                : Optional.empty();
    }

    private static void configure(Config.Log log, Level level, Optional<Path> auditFile) {
        LoggerContext context = context();
        flushAppenders(context);
        context.reset();
        auditFile.ifPresent(file -> {
            context.putProperty("skein.log.audit-target", "file");
            context.putProperty("skein.log.audit-file", file.toString());
        });
        context.putProperty("skein.log.format", format(log).name().toLowerCase(Locale.ROOT));
        context.putProperty("skein.log.level", level.toString());
        context.putProperty("skein.log.audit", log.auditLevel().toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        URL file = Objects.requireNonNull(Logging.class.getResource("/logback.xml"));
        try {
            configurator.doConfigure(file);
        } catch (JoranException broken) {
            throw new IllegalStateException("The logback.xml in the jar is invalid", broken);
        }
    }

    /** Whether the log is text on a terminal, where an operator reads it. */
    public static boolean isForReaders(Config.Log log) {
        return format(log) == Config.Log.Format.PLAIN && Terminal.isInteractive();
    }

    private static Config.Log.Format format(Config.Log log) {
        if (log.format() != Config.Log.Format.AUTO) {
            return log.format();
        }
        return Terminal.isInteractive() ? Config.Log.Format.PLAIN : Config.Log.Format.JSON;
    }

    /** Flushes and stops the log; the last thing a process does. */
    public static void stop() {
        flushAppenders(context());
        context().stop();
    }

    /** Writes what is still queued and ends the log, before a command prints why it failed. */
    public static void flush() {
        flushAppenders(context());
    }

    /** Stops the async appender first: a reset would stop the appender behind it and lose the queued lines. */
    private static void flushAppenders(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
        context.getLogger(AUDIT_LOGGER).detachAndStopAllAppenders();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
