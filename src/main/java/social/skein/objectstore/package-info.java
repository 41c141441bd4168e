/**
 * The object store: where the bytes of media files lie, on a local disk or in an S3-compatible bucket. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.objectstore;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
