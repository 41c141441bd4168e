package social.skein.config;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Configures Logback: the appenders come from {@code logback.xml}, format and levels from the settings. */
public final class Logging {
    private Logging() {}

    public static void configure(Config.Log log) {
        configure(log, log.level());
    }

    /** Configures with another level than that of the settings, for commands that print to a terminal. */
    public static void configure(Config.Log log, Level level) {
        LoggerContext context = context();
        flushAppenders(context);
        context.reset();
        context.putProperty("skein.log.format", format(log).name().toLowerCase(Locale.ROOT));
        context.putProperty("skein.log.level", level.toString());
        context.putProperty("skein.log.audit", log.securityLevel().toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        URL file = Objects.requireNonNull(Logging.class.getResource("/logback.xml"));
        try {
            configurator.doConfigure(file);
        } catch (JoranException broken) {
            throw new IllegalStateException("The logback.xml in the jar is invalid", broken);
        }
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

    /** Stops the async appender first: a reset would stop the appender behind it and lose the queued lines. */
    private static void flushAppenders(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
