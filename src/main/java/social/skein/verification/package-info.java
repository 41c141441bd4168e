/**
 * Compares the media in the database with the objects in the object store, both ways, and mends the differences. Safe
 * while other processes serve, and while another verification runs. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.verification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
