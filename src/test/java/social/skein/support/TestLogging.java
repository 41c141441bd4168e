package social.skein.support;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.slf4j.LoggerFactory;

/** Restores the log of the tests after each class: commands under test configure their own. */
public final class TestLogging implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
            restore();
        }
    }

    /** Configures the log as {@code logback-test.xml} says, if something else has configured it. */
    public static void restore() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        if (context.getProperty("skein.log.format") == null) {
            return;
        }
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(TestLogging.class.getResource("/logback-test.xml"));
        } catch (JoranException invalid) {
            throw new IllegalStateException(invalid);
        }
    }
}
