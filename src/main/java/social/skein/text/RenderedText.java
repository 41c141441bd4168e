package social.skein.text;

import java.util.List;
import social.skein.model.AccountId;

/**
 * A text as HTML, with the entities in it.
 *
 * @param html safe to embed in a page
 * @param mentions the accounts it links to, each once, in the order of the text
 * @param tags the names of its hashtags, each once, in the order of the text
 */
public record RenderedText(String html, List<AccountId> mentions, List<String> tags) {}
