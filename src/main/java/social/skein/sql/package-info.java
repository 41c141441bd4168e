/**
 * The way to PostgreSQL: SQL text and arguments enter, rows leave as records. Owns the migrations in
 * {@code db/migration} and the {@code id_shard} table from which every id is drawn; knows no feature.
 */
@NullMarked
@CheckReturnValue
package social.skein.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
