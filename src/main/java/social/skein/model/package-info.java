/**
 * The types that all features share: ids, visibility, problems, page requests and pages, and the options of store
 * addresses. Contains neither behaviour of a feature nor access to a store.
 */
@NullMarked
@CheckReturnValue
package social.skein.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
