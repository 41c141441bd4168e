/**
 * The types every feature shares: ids, visibility, problems, page requests and pages, and the options of store
 * addresses. No feature's behaviour and no store access belongs here.
 */
@NullMarked
@CheckReturnValue
package social.skein.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
