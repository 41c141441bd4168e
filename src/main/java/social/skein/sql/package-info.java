/**
 * Access to PostgreSQL: SQL and arguments enter, records leave. Owns the migrations in {@code db/migration} and the
 * tables {@code id_shard}, the source of all ids, and {@code leader_lease}. Depends on no feature.
 */
@NullMarked
@CheckReturnValue
package social.skein.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
