/**
 * Read-your-writes on read replicas: the position in the write-ahead log of each account's last write, kept in Redis or, while that
 * is down, in the table {@code write_position}, which this package owns together with the Redis keys {@code write-position:*}.
 */
@NullMarked
@CheckReturnValue
package social.skein.replication;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
