/**
 * The servers inside the jar: a data folder enters; the addresses of a running PostgreSQL, Redis and Kafka leave.
 *
 * <p>Owns everything below the data folder that those servers write, {@code servers.properties} (ports and passwords)
 * and {@code servers.lock} (which process of several in one folder runs the servers). Blocks; never on an event loop.
 */
@NullMarked
@CheckReturnValue
package social.skein.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
