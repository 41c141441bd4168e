/**
 * Notifications about the actions of other accounts: follows, mentions, boosts, likes, posts, edits and ended polls.
 * Facts enter; notifications leave through the API, singly or in groups, and hints go to the streams. Owns the tables
 * {@code notification}, {@code notification_policy}, {@code notification_permission} and {@code notification_request}.
 */
@NullMarked
@CheckReturnValue
package social.skein.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
