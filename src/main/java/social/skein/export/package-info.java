/**
 * People's own data as files to take away: whom they follow, block and mute, their lists, bookmarks and posts. Read page
 * by page from the tables of others and sent as it is read; nothing is kept.
 */
@NullMarked
@CheckReturnValue
package social.skein.export;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
