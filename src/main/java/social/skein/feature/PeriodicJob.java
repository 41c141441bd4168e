package social.skein.feature;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Work that a process with the role {@code jobs} repeats. Several processes may do it at once without harm.
 *
 * @param name for the log, such as "end mutes"
 * @param interval the pause between two runs
 */
public record PeriodicJob(String name, Duration interval, Supplier<Future<Void>> work) {}
