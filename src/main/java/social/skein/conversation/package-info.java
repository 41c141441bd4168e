/**
 * Direct messages grouped into conversations by thread and participants, with an unread flag. Facts enter;
 * conversations leave through the API, and a {@link social.skein.conversation.ConversationHint} goes to the streams.
 * Owns the table {@code conversation}.
 */
@NullMarked
@CheckReturnValue
package social.skein.conversation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
