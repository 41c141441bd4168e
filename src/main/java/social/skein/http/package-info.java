/**
 * The edge: requests enter, as many as there is room for, merged and checked against the client contract; records leave as
 * JSON. Knows how a token's scopes work, how often who may ask, and how a {@link social.skein.model.Problem} is answered,
 * but no feature.
 */
@NullMarked
@CheckReturnValue
package social.skein.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
