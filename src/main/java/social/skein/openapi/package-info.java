/**
 * The OpenAPI 3.1 document of the API, and the page to browse and try it. The document is assembled from the fragments
 * in {@code openapi/} of the jar, in the shorthand that {@code document.yaml} explains. Tests compare it with the
 * router and with each response they get. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
