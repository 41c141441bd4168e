/**
 * What others did that concerns an account: followed it, named it, boosted or liked its status. Facts enter; the
 * notifications of an account leave through the API, and a {@link social.skein.notification.NotificationHint} tells the
 * streams of each new one. Owns the table {@code notification}.
 */
@NullMarked
@CheckReturnValue
package social.skein.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
