/**
 * Custom emoji: the operators' pictures that clients show in place of shortcodes such as {@code :blobcat:}, and the
 * search for shortcodes in texts. Owns the tables {@code custom_emoji} and {@code custom_emoji_version}.
 */
@NullMarked
@CheckReturnValue
package social.skein.emoji;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
