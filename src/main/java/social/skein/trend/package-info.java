/**
 * What is talked about: hashtags and statuses of the last days by how many people use and share them. Owns the tables
 * {@code trending_tag} and {@code trending_status}, a few rows that are made anew every few minutes.
 */
@NullMarked
@CheckReturnValue
package social.skein.trend;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
