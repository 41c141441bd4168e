package social.skein.app;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/** The options that every Vertx instance of Skein has. */
final class VertxSettings {
    private VertxSettings() {}

    /** A start on a busy machine holds up event loops for seconds; a stack trace is for a loop that hangs. */
    private static final long STACK_TRACE_SECONDS = 30;

    /**
     * Without the folder in which Vert.x caches resources of the jar, since none is read through Vert.x: a start must
     * not depend on a writable folder for temporary files.
     */
    static VertxOptions withoutFileCache() {
        return new VertxOptions()
                .setWarningExceptionTimeUnit(TimeUnit.SECONDS)
                .setWarningExceptionTime(STACK_TRACE_SECONDS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }
}
