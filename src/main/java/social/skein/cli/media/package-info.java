/**
 * Commands on custom emoji and stored media. They see the root command as a {@link CommandEnvironment}.
 */
@NullMarked
@CheckReturnValue
package social.skein.cli.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
