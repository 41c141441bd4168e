/**
 * Exports of an account's own data: follows, blocks, mutes, lists, bookmarks and posts. Rows are read page by page from
 * the tables of other packages and streamed to the client; nothing is stored.
 */
@NullMarked
@CheckReturnValue
package social.skein.export;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
