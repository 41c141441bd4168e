/**
 * The timelines that are read as pages: home, public, list, hashtag and account. Each is a skeleton of ids that is
 * hydrated, filtered by the rules and presented as JSON. The package owns the home timelines in Redis, which can always
 * be rebuilt from PostgreSQL, and the table {@code pulled_author}.
 */
@NullMarked
@CheckReturnValue
package social.skein.timeline;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
