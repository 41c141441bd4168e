package social.skein.status;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.http.Html;
import social.skein.http.Origin;
import social.skein.http.WebAddresses;
import social.skein.model.AccountId;
import social.skein.model.Graphemes;
import social.skein.tag.Hashtag;

/**
 * What somebody typed, read once: how long it is, whom it may mention, and how it looks. All of what it renders is either
 * escaped or written here.
 */
final class StatusText {
    private final List<Piece> pieces;

    private StatusText(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static StatusText read(String typed, Origin origin) {
        return new StatusText(
                Pieces.of(typed.replace("\r\n", "\n").replace('\r', '\n').strip(), origin.domain()));
    }

    /** Its length as the limit counts: characters as people see them, an address as 23, a name without its domain. */
    int length() {
        StringBuilder counted = new StringBuilder();
        pieces.forEach(piece -> counted.append(piece.counted()));
        return Graphemes.count(counted.toString());
    }

    /** The names it may mention, in lower case. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Mention mention && mention.here()) {
                names.add(lower(mention.name()));
            }
        }
        return names;
    }

    /**
     * The text as HTML.
     *
     * @param people whom the names belong to, by the name in lower case; other names stay text
     */
    Rendered render(Origin origin, AccountViews views, Map<String, Account> people) {
        StringBuilder html = new StringBuilder();
        Set<AccountId> mentions = new LinkedHashSet<>();
        Set<String> tags = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Link link) {
                html.append(WebAddresses.link(link.url()));
            } else if (piece instanceof Piece.Tag tag) {
                tags.add(tag.name());
                html.append(tag(Hashtag.url(origin, tag.name()), tag.typed()));
            } else if (piece instanceof Piece.Mention mention) {
                Account account = mention.here() ? people.get(lower(mention.name())) : null;
                if (account != null) {
                    mentions.add(account.id());
                }
                html.append(account == null ? Html.escaped(mention.typed()) : mention(views, account));
            } else if (piece instanceof Piece.Plain plain) {
                html.append(Html.escaped(plain.typed()));
            }
        }
        return new Rendered(paragraphs(html), new ArrayList<>(mentions), new ArrayList<>(tags));
    }

    private static String mention(AccountViews views, Account account) {
        return "<span class=\"h-card\" translate=\"no\"><a href=\"" + Html.escaped(views.profile(account.username()))
                + "\" class=\"u-url mention\">@<span>" + Html.escaped(account.username()) + "</span></a></span>";
    }

    private static String tag(String url, String typed) {
        return "<a href=\"" + Html.escaped(url) + "\" class=\"mention hashtag\" rel=\"tag\">#<span>"
                + Html.escaped(typed.substring(1)) + "</span></a>";
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

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
