package social.skein.permalink;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.AccountView;
import social.skein.http.HtmlEscape;
import social.skein.http.PublicUrl;
import social.skein.poll.PollView;
import social.skein.rendering.StatusView;
import social.skein.web.HtmlTemplate;

/** Renders a post as HTML. */
record PostHtmlRenderer(PublicUrl publicUrl, MediaHtmlRenderer media) {
    private static final HtmlTemplate TEMPLATE = HtmlTemplate.fromAsset("permalink/post.html");
    private static final HtmlTemplate AUTHOR_TEMPLATE = HtmlTemplate.fromAsset("permalink/author.html");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** The post or, for a boost, its original under the name of the account that boosted it. */
    String listEntry(StatusView status) {
        StatusView original = status.reblog();
        return original == null
                ? article(status)
                : "<p class=\"quiet boost\">" + HtmlEscape.escape(authorName(status.account())) + " boosted</p>\n"
                        + article(original);
    }

    String article(StatusView status) {
        StatusView.Content content = status.body().content();
        StatusView.Presentation presentation = status.body().presentation();
        String language = presentation.language();
        return TEMPLATE.fill(Map.of(
                "author", authorHtml(status.account()),
                "language", language == null ? "" : " lang=\"" + HtmlEscape.escape(language) + "\"",
                "content", contentHtml(status),
                "url", publicUrl.relative(presentation.url()),
                "time", status.body().reference().createdAt(),
                "shown", TIME.format(Instant.parse(status.body().reference().createdAt())),
                "edited", content.editedAt() == null ? "" : " (edited)",
                "counts", countsText(status.counts())));
    }

    /** The text, the poll and the media, behind a content warning if the post has one. Sensitive media have their own. */
    private String contentHtml(StatusView status) {
        StatusView.Presentation presentation = status.body().presentation();
        String warning = presentation.spoilerText();
        String gallery = media.gallery(status.body().content().mediaAttachments());
        boolean hidesMedia = presentation.sensitive() && warning.isBlank() && !gallery.isEmpty();
        return behindWarning(
                warning,
                status.body().content().content()
                        + pollHtml(status.poll())
                        + behindWarning(hidesMedia ? "Sensitive media" : "", gallery));
    }

    private String authorHtml(AccountView account) {
        return AUTHOR_TEMPLATE.fill(Map.of(
                "profile", publicUrl.relative(account.links().url()),
                // The name follows, so the picture has no text of its own.
                "avatar", media.avatar(account.links().avatar(), ""),
                "name", authorName(account),
                "handle", handle(account)));
    }

    private static String behindWarning(String warning, String html) {
        return warning.isBlank()
                ? html
                : "<details><summary>" + HtmlEscape.escape(warning) + "</summary>" + html + "</details>";
    }

    private static String pollHtml(@org.jspecify.annotations.Nullable PollView poll) {
        if (poll == null) {
            return "";
        }
        String options = poll.options().stream()
                .map(option -> "<li><span>" + HtmlEscape.escape(option.title()) + "</span>"
                        + (option.votesCount() == null
                                ? ""
                                : " <span class=\"quiet\">" + count(option.votesCount(), "vote", "votes") + "</span>")
                        + "</li>")
                .collect(Collectors.joining());
        return "<ul class=\"poll\">" + options + "</ul><p class=\"quiet\">"
                + count(poll.votersCount(), "voter", "voters") + (poll.expired() ? " · closed" : "") + "</p>";
    }

    private static String countsText(StatusView.Counts counts) {
        return Stream.of(
                        count(counts.repliesCount(), "reply", "replies"),
                        count(counts.reblogsCount(), "boost", "boosts"),
                        count(counts.favouritesCount(), "favourite", "favourites"))
                .collect(Collectors.joining(" · "));
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** The display name, or the username if there is none. */
    String authorName(AccountView account) {
        String displayName = account.identity().displayName();
        return displayName.isBlank() ? account.username() : displayName;
    }

    String handle(AccountView account) {
        return "@" + account.username() + "@" + publicUrl.domain();
    }
}
