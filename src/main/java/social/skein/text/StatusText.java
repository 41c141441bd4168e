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
import social.skein.model.Graphemes;
import social.skein.tag.Hashtag;

/**
 * What somebody typed, read once: how long it is, whom it may mention, and how it looks. All of what it renders is either
 * escaped or written here.
 */
public final class StatusText {
    private final List<TextToken> tokens;

    private StatusText(List<TextToken> tokens) {
        this.tokens = tokens;
    }

    public static StatusText parse(String raw, PublicUrl origin) {
        return new StatusText(TextTokenizer.tokenize(
                raw.replace("\r\n", "\n").replace('\r', '\n').strip(), origin.domain()));
    }

    /** Its length as the limit counts: characters as people see them, an address as 23, a name without its domain. */
    public int length() {
        StringBuilder counted = new StringBuilder();
        tokens.forEach(piece -> counted.append(piece.countedText()));
        return Graphemes.count(counted.toString());
    }

    /** The names it may mention, in lower case. */
    public Set<String> mentionedNames() {
        Set<String> names = new LinkedHashSet<>();
        for (TextToken piece : tokens) {
            if (piece instanceof TextToken.Mention mention && mention.isLocal()) {
                names.add(lowerCase(mention.name()));
            }
        }
        return names;
    }

    /**
     * The text as HTML.
     *
     * @param accountsByName whom the names belong to, by the name in lower case; other names stay text
     */
    public RenderedText render(PublicUrl origin, AccountViews views, Map<String, Account> accountsByName) {
        StringBuilder html = new StringBuilder();
        Set<AccountId> mentions = new LinkedHashSet<>();
        Set<String> tags = new LinkedHashSet<>();
        for (TextToken piece : tokens) {
            if (piece instanceof TextToken.Link link) {
                html.append(UrlDetector.linkHtml(link.url()));
            } else if (piece instanceof TextToken.Tag tag) {
                tags.add(tag.name());
                html.append(tagHtml(Hashtag.url(origin, tag.name()), tag.raw()));
            } else if (piece instanceof TextToken.Mention mention) {
                Account account = mention.isLocal() ? accountsByName.get(lowerCase(mention.name())) : null;
                if (account != null) {
                    mentions.add(account.id());
                }
                html.append(account == null ? HtmlEscape.escape(mention.raw()) : mentionHtml(views, account));
            } else if (piece instanceof TextToken.Plain plain) {
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

    /** An empty line ends a paragraph, another line's end is a break; no tag written here holds a line's end. */
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
