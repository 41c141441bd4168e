package social.skein.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UncaughtFailuresTest {
    @Test
    void only_a_late_timeout_of_the_sql_pool_is_expected() {
        assertThat(UncaughtFailures.isLateCompletion(
                        thrown("io.vertx.core.Promise", "io.vertx.sqlclient.impl.pool.SqlConnectionPool")))
                .isTrue();
        assertThat(UncaughtFailures.isLateCompletion(
                        thrown("io.vertx.core.Promise", "social.skein.sql.TransactionRunner")))
                .isFalse();
        assertThat(UncaughtFailures.isLateCompletion(
                        thrown("io.vertx.sqlclient.impl.pool.SqlConnectionPool", "io.vertx.core.Promise")))
                .isFalse();
        assertThat(UncaughtFailures.isLateCompletion(
                        thrown("io.vertx.core.Promise", "io.vertx.core.eventbus.impl.clustered.OutboundConnection")))
                .isTrue();
        assertThat(UncaughtFailures.isLateCompletion(new OutOfMemoryError())).isFalse();
    }

    private static Throwable thrown(String at, String caller) {
        IllegalStateException failure = new IllegalStateException("Promise already completed");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(at, "fail", "A.java", 1), new StackTraceElement(caller, "call", "B.java", 2)
        });
        return failure;
    }
}
