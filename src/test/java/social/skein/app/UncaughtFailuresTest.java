package social.skein.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UncaughtFailuresTest {
    @Test
    void only_a_late_timeout_of_the_sql_pool_is_expected() {
        assertThat(UncaughtFailures.isLatePoolTimeout(
                        thrown("io.vertx.core.Promise", "io.vertx.sqlclient.impl.pool.SqlConnectionPool")))
                .isTrue();
        assertThat(UncaughtFailures.isLatePoolTimeout(
                        thrown("io.vertx.core.Promise", "social.skein.sql.TransactionRunner")))
                .isFalse();
        assertThat(UncaughtFailures.isLatePoolTimeout(
                        thrown("io.vertx.sqlclient.impl.pool.SqlConnectionPool", "io.vertx.core.Promise")))
                .isFalse();
        assertThat(UncaughtFailures.isLatePoolTimeout(new OutOfMemoryError())).isFalse();
    }

    private static Throwable thrown(String at, String caller) {
        IllegalStateException failure = new IllegalStateException("Promise already completed");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(at, "fail", "A.java", 1), new StackTraceElement(caller, "call", "B.java", 2)
        });
        return failure;
    }
}
