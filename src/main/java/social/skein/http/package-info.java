/**
 * The HTTP layer: parses and authenticates requests for handlers, and writes their results as JSON. It handles
 * parameters, token scopes, paging links and the responses to a {@link social.skein.model.Problem}, and depends on no
 * feature; admission control and rate limits are separate packages in front of it.
 */
@NullMarked
@CheckReturnValue
package social.skein.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
