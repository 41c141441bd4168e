/**
 * Fan-out on write: facts about statuses and follows enter, status ids go to the live home timelines of the recipients,
 * and one hint per status goes to the streams. Also purges the rows of deleted statuses. Independent of Kafka; owns no
 * table.
 */
@NullMarked
@CheckReturnValue
package social.skein.fanout;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
