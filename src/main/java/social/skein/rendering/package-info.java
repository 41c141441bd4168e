/**
 * Renders statuses as JSON for a viewer: the part that is the same for all viewers is written once and cached, the
 * viewer's part (interactions, filters, polls) is spliced in. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.rendering;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
