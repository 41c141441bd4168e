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

/** Sets up the log: {@code logback.xml} says how, the settings say in which format and how much. */
public final class Logging {
    private Logging() {}

    public static void configure(Config.Log log) {
        configure(log, log.level());
    }

    /** The same at another level: commands that answer a person log little while they do. */
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
            throw new IllegalStateException("The logback.xml in the jar cannot be used", broken);
        }
    }

    private static Config.Log.Format format(Config.Log log) {
        if (log.format() != Config.Log.Format.AUTO) {
            return log.format();
        }
        return Terminal.isInteractive() ? Config.Log.Format.PLAIN : Config.Log.Format.JSON;
    }

    /** Writes what waits to be written; the last thing a process does. */
    public static void stop() {
        flushAppenders(context());
        context().stop();
    }

    /** A context that is reset stops the appenders that write before the one that queues, and loses what is queued. */
    private static void flushAppenders(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
