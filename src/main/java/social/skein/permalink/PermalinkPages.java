package social.skein.permalink;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.AccountView;
import social.skein.http.HtmlEscape;
import social.skein.http.PublicUrl;
import social.skein.http.Response;
import social.skein.model.Problem;
import social.skein.model.Visibility;
import social.skein.rendering.StatusView;
import social.skein.web.HtmlTemplate;
import social.skein.web.PageLayout;
import social.skein.web.SiteInfo;

/** Renders the pages. Each is the same for all readers. */
final class PermalinkPages {
    private static final int TITLE_LENGTH = 60;

    private final PageLayout layout;
    private final PublicUrl publicUrl;
    private final SiteInfo site;
    private final PostHtmlRenderer postHtml;
    private final MediaHtmlRenderer mediaHtml;
    private final String mediaSource;
    private final HtmlTemplate accountTemplate = HtmlTemplate.fromAsset("permalink/account.html");
    private final HtmlTemplate tagTemplate = HtmlTemplate.fromAsset("permalink/tag.html");

    PermalinkPages(PageLayout layout, PublicUrl publicUrl, SiteInfo site) {
        this.layout = layout;
        this.publicUrl = publicUrl;
        this.site = site;
        this.mediaHtml = new MediaHtmlRenderer(publicUrl);
        this.postHtml = new PostHtmlRenderer(publicUrl, mediaHtml);
        this.mediaSource =
                publicUrl.mediaOrigin().equals(publicUrl.toString()) ? "'self'" : "'self' " + publicUrl.mediaOrigin();
    }

    Response post(PublicPosts.Post post) {
        StatusView view = post.view();
        String text = post.status().original().spoilerText().isBlank()
                ? post.status().original().source()
                : post.status().original().spoilerText();
        String author = postHtml.authorName(view.account());
        // Search engines must not find what the author keeps out of public timelines.
        boolean noindex = view.account().visibility().noindex()
                || view.body().presentation().visibility() != Visibility.PUBLIC;
        return page(
                author + ": “" + PageMetadata.shorten(text, TITLE_LENGTH) + "”",
                new PageMetadata(
                        "article",
                        author + " (" + postHtml.handle(view.account()) + ")",
                        text,
                        view.body().presentation().url(),
                        noindex,
                        PreviewMedia.of(view)),
                postHtml.article(view));
    }

    Response account(AccountView account, List<StatusView> latest) {
        String author = postHtml.authorName(account);
        String handle = postHtml.handle(account);
        String body = accountTemplate.fill(Map.of(
                "avatar",
                        mediaHtml.avatar(
                                account.links().avatar(), account.links().avatarDescription()),
                "name", author,
                "handle", handle,
                "note", account.note(),
                "fields", fieldsHtml(account.fields()),
                "counts", countsText(account.counts()),
                "posts", postsHtml(latest, "No public posts other than replies and boosts.")));
        return page(
                author + " (" + handle + ")",
                new PageMetadata(
                        "profile",
                        author + " (" + handle + ")",
                        PageMetadata.plainText(account.note()),
                        account.links().url(),
                        account.visibility().noindex(),
                        PreviewMedia.of(account)),
                body);
    }

    /** @param account the account whose posts are shown; all public posts if empty */
    Response tag(String tag, Optional<AccountView> account, List<StatusView> latest) {
        String source = account.map(postHtml::handle).orElse(site.name());
        String body = tagTemplate.fill(
                Map.of("tag", tag, "source", source, "posts", postsHtml(latest, "No public posts yet.")));
        String url = account.map(owner -> owner.links().url() + "/tagged/").orElse(publicUrl + "/tags/")
                + PageMetadata.urlEncode(tag);
        return page(
                "#" + tag,
                new PageMetadata(
                        "website", "#" + tag, "Posts of " + source + " about #" + tag, url, true, PreviewMedia.NONE),
                body);
    }

    Response gone() {
        return layout.message(410, "Account suspended", "This account is suspended.");
    }

    Future<Response> errorPage(Throwable failure) {
        return failure instanceof Problem.NotFound
                ? Future.succeededFuture(
                        layout.message(404, "Not found", "There is nothing at this address, or it is not public."))
                : layout.errorPage(failure);
    }

    private Response page(String title, PageMetadata metadata, String body) {
        Response page = layout.pageWithMedia(title, metadata.html(site.name()), body, mediaSource);
        return metadata.noindex() ? page.withHeader("X-Robots-Tag", "noindex") : page;
    }

    private String postsHtml(List<StatusView> latest, String ifEmpty) {
        return latest.isEmpty()
                ? "<p class=\"quiet\">" + ifEmpty + "</p>"
                : latest.stream().map(postHtml::listEntry).collect(Collectors.joining("\n"));
    }

    private static String fieldsHtml(List<AccountView.FieldView> fields) {
        return fields.isEmpty()
                ? ""
                : fields.stream()
                        .map(field -> "<dt>" + HtmlEscape.escape(field.name()) + "</dt><dd>" + field.value() + "</dd>")
                        .collect(Collectors.joining("", "<dl class=\"fields\">", "</dl>"));
    }

    private static String countsText(AccountView.Counts counts) {
        return Stream.of(
                        PostHtmlRenderer.count(counts.statusesCount(), "post", "posts"),
                        PostHtmlRenderer.count(counts.followersCount(), "follower", "followers"),
                        counts.followingCount() + " following")
                .collect(Collectors.joining(" · "));
    }
}
