/**
 * The embedded servers: runs PostgreSQL, Redis and Kafka in a data folder and returns their addresses.
 *
 * <p>Owns all files of the servers below the data folder, {@code servers.properties} (ports and passwords) and {@code
 * servers.lock} (held by the process that runs the servers). Blocking; never called on an event loop.
 */
@NullMarked
@CheckReturnValue
package social.skein.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
