/**
 * Trends: hashtags and statuses of the last days, scored by the number of accounts that use and share them. Owns the
 * tables {@code trending_tag} and {@code trending_status}, a few rows that are recomputed every few minutes.
 */
@NullMarked
@CheckReturnValue
package social.skein.trend;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
