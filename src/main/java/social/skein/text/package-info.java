/**
 * Turns the text of a post into HTML and into search terms: tokens (links, mentions, hashtags), escaped markup, words
 * and their stems. Text enters, {@link social.skein.text.RenderedText} and {@link social.skein.text.Lexemes} leave.
 * Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
