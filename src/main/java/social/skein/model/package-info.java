/**
 * The types that all features share: ids, visibility, problems, page requests and pages, the options of store
 * addresses, and the rules for texts: length, blankness, case, scripts. Contains neither behaviour of a feature nor access to a store.
 */
@NullMarked
@CheckReturnValue
package social.skein.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
