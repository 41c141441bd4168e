/**
 * Runs ffmpeg and ffprobe as confined child processes: reads what a file of video or sound contains, and converts it to
 * MP4, MP3 or a picture. A file of a stranger enters, a {@link social.skein.ffmpeg.MediaProbe} or a file without metadata
 * leaves. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.ffmpeg;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
