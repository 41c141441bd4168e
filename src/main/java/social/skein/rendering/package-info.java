/**
 * Statuses as JSON for one viewer: the shared part is written once and cached, the viewer's part (interactions, filters, polls) is
 * spliced in. Statuses enter, pages of JSON leave. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.rendering;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
