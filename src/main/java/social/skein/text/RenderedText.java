package social.skein.text;

import java.util.List;
import social.skein.model.AccountId;

/**
 * A text as it is shown.
 *
 * @param html safe to show as it is
 * @param mentions the accounts it links to, each once, in the order of the text
 * @param tags the names of its hashtags, each once, in the order of the text
 */
public record RenderedText(String html, List<AccountId> mentions, List<String> tags) {}
