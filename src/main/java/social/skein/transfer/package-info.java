/**
 * Forms and files over HTTP: URL-encoded and multipart forms, whose files are streamed to a folder, and files that are
 * served with ranges and entity tags. It knows requests and responses, but neither routes nor callers. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
