/**
 * What others did that concerns an account: followed it, named it, boosted or liked its status, posted, edited, ended a
 * poll. Facts enter; notifications leave through the API, one by one or in groups, and hints tell the streams. Owns the
 * tables {@code notification}, {@code notification_policy}, {@code notification_permission}, {@code notification_request}.
 */
@NullMarked
@CheckReturnValue
package social.skein.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
