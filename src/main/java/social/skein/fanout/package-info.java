/**
 * What follows from a post, a delete or a follow for everybody else: facts enter, ids go to the live timelines of those
 * who hear of them, and one hint goes to the streams. Knows no Kafka; owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.fanout;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
