/**
 * Uploaded pictures, videos and sounds: from the upload through processing to the statuses and profiles that show them.
 * Owns the tables {@code media} and {@code media_object}.
 */
@NullMarked
@CheckReturnValue
package social.skein.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
