/**
 * The HTTP layer: parses and authenticates requests for handlers, and writes their results as JSON. It knows
 * parameters, token scopes, paging links and the responses to a {@link social.skein.model.Problem}, but no feature;
 * admission control and rate limits are packages of their own in front of it.
 */
@NullMarked
@CheckReturnValue
package social.skein.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
