package social.skein.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.http.HtmlEscape;
import social.skein.http.PublicUrl;
import social.skein.http.UrlDetector;
import social.skein.model.AccountId;
import social.skein.model.BlankText;
import social.skein.model.Graphemes;
import social.skein.tag.Hashtag;

/**
 * A parsed status text, with its length, the usernames it mentions, and its HTML. Everything in the HTML is either
 * escaped or markup from this class.
 */
public final class StatusText {
    private final List<TextToken> tokens;

    private StatusText(List<TextToken> tokens) {
        this.tokens = tokens;
    }

    public static StatusText parse(String raw, PublicUrl origin) {
        return new StatusText(TextTokenizer.tokenize(BlankText.clearBlankLines(raw), origin.domain()));
    }

    /** Its length for the character limit: grapheme clusters, with 23 per link and mentions without their domain. */
    public int length() {
        StringBuilder counted = new StringBuilder();
        tokens.forEach(token -> counted.append(token.countedText()));
        return Graphemes.count(counted.toString());
    }

    /** The usernames it mentions, in lower case; accounts with these names need not exist. */
    public Set<String> mentionedNames() {
        Set<String> names = new LinkedHashSet<>();
        for (TextToken token : tokens) {
            if (token instanceof TextToken.Mention mention && mention.isLocal()) {
                names.add(lowerCase(mention.name()));
            }
        }
        return names;
    }

    /**
     * The text as HTML.
     *
     * @param accountsByName the mentioned accounts by lower-case username; other names stay plain text
     */
    public RenderedText render(PublicUrl origin, AccountViews views, Map<String, Account> accountsByName) {
        StringBuilder html = new StringBuilder();
        Set<AccountId> mentions = new LinkedHashSet<>();
        Set<String> tags = new LinkedHashSet<>();
        for (TextToken token : tokens) {
            if (token instanceof TextToken.Link link) {
                html.append(UrlDetector.linkHtml(link.url()));
            } else if (token instanceof TextToken.Tag tag) {
                tags.add(tag.name());
                html.append(tagHtml(Hashtag.url(origin, tag.name()), tag.raw()));
            } else if (token instanceof TextToken.Mention mention) {
                Account account = mention.isLocal() ? accountsByName.get(lowerCase(mention.name())) : null;
                if (account != null) {
                    mentions.add(account.id());
                }
                html.append(account == null ? HtmlEscape.escape(mention.raw()) : mentionHtml(views, account));
            } else if (token instanceof TextToken.Plain plain) {
                html.append(HtmlEscape.escape(plain.raw()));
            }
        }
        return new RenderedText(paragraphs(html), new ArrayList<>(mentions), new ArrayList<>(tags));
    }

    private static String mentionHtml(AccountViews views, Account account) {
        return "<span class=\"h-card\" translate=\"no\"><a href=\""
                + HtmlEscape.escape(views.profileUrl(account.username())) + "\" class=\"u-url mention\">@<span>"
                + HtmlEscape.escape(account.username()) + "</span></a></span>";
    }

    private static String tagHtml(String url, String raw) {
        return "<a href=\"" + HtmlEscape.escape(url) + "\" class=\"mention hashtag\" rel=\"tag\">#<span>"
                + HtmlEscape.escape(raw.substring(1)) + "</span></a>";
    }

    /**
     * Empty lines separate paragraphs, other line ends become {@code <br />}. No markup of this class contains a line
     * end.
     */
    private static String paragraphs(StringBuilder html) {
        if (html.isEmpty()) {
            return "";
        }
        StringBuilder paragraphs = new StringBuilder(html.length() + 16).append("<p>");
        for (int i = 0; i < html.length(); i++) {
            if (html.charAt(i) != '\n') {
                paragraphs.append(html.charAt(i));
            } else if (i + 1 < html.length() && html.charAt(i + 1) == '\n') {
                while (i + 1 < html.length() && html.charAt(i + 1) == '\n') {
                    i++;
                }
                paragraphs.append("</p><p>");
            } else {
                paragraphs.append("<br />");
            }
        }
        return paragraphs.append("</p>").toString();
    }

    public static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
