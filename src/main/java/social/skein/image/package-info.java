/**
 * Decodes the pictures of users and encodes them again from their pixels: without metadata, upright, in sRGB, and at most
 * as large as the limits allow. A file enters, {@link social.skein.image.ProcessedImage} leaves. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.image;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
