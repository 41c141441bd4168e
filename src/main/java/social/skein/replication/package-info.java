/**
 * Read-your-writes on read replicas: the position in the write-ahead log of each account's last write, stored in Redis
 * or, while it is down, in PostgreSQL. Owns the table {@code write_position} and the Redis keys {@code
 * write-position:*}.
 */
@NullMarked
@CheckReturnValue
package social.skein.replication;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
