/**
 * The description of the API in OpenAPI 3.1, and the page to read and try it. What enters are the fragments in
 * {@code openapi/} of the jar, written in the shorthand that {@code document.yaml} explains; what leaves is one document.
 * Tests hold it against the router and against every answer they get. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
