/**
 * Direct statuses as their people read them: by thread and who is in it, with what is unread. Facts enter; conversations
 * leave through the API, and a {@link social.skein.conversation.ConversationHint} tells the streams. Owns the table
 * {@code conversation}.
 */
@NullMarked
@CheckReturnValue
package social.skein.conversation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
