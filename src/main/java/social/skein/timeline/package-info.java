/**
 * What a person reads: home, public and account timelines. A window enters; skeleton, hydration, rules and presentation
 * make it a page of statuses. Owns the home timelines in Redis, which can always be rebuilt from PostgreSQL, and the table
 * {@code pulled_author}.
 */
@NullMarked
@CheckReturnValue
package social.skein.timeline;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
