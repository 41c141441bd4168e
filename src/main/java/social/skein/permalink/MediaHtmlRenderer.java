package social.skein.permalink;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.http.HtmlEscape;
import social.skein.http.PublicUrl;
import social.skein.media.AttachmentView;
import social.skein.media.MediaKind;

/** Renders pictures, videos and sounds as HTML. Nothing is loaded before it is visible or played. */
record MediaHtmlRenderer(PublicUrl publicUrl) {

    /** The media of a post; empty if it has none. */
    String gallery(List<AttachmentView> media) {
        return media.isEmpty()
                ? ""
                : media.stream()
                        .map(this::medium)
                        .collect(Collectors.joining(
                                "\n", "<div class=\"media media-" + media.size() + "\">\n", "\n</div>"));
    }

    private String medium(AttachmentView media) {
        AttachmentView.@Nullable Meta meta = media.meta();
        AttachmentView.@Nullable SizeView small = meta == null ? null : meta.small();
        String description = media.description() == null ? "" : media.description();
        String poster = attribute("poster", media.previewUrl());
        return switch (media.type()) {
            case IMAGE ->
                "<a" + attribute("href", media.url()) + ">"
                        + image(media.previewUrl() == null ? media.url() : media.previewUrl(), description, small)
                        + "</a>";
            case GIFV -> player("video", media, description, poster + size(small) + " loop muted playsinline");
            case VIDEO -> player("video", media, description, poster + size(small) + " playsinline");
            case AUDIO -> player("audio", media, description, "");
        };
    }

    private String player(String element, AttachmentView media, String description, String more) {
        String label = description.isEmpty() ? (media.type() == MediaKind.AUDIO ? "Sound" : "Video") : description;
        return "<" + element + attribute("src", media.url()) + more + " controls preload=\"none\" aria-label=\""
                + HtmlEscape.escape(label) + "\"></" + element + ">";
    }

    private String image(@Nullable String url, String description, AttachmentView.@Nullable SizeView size) {
        return "<img" + attribute("src", url) + " alt=\"" + HtmlEscape.escape(description) + "\"" + size(size)
                + " loading=\"lazy\">";
    }

    /** The picture of an account. */
    String avatar(String url, String description) {
        return "<img class=\"avatar\"" + attribute("src", url) + " alt=\"" + HtmlEscape.escape(description)
                + "\" width=\"48\" height=\"48\" loading=\"lazy\">";
    }

    private static String size(AttachmentView.@Nullable SizeView size) {
        return size == null || size.width() == null || size.height() == null
                ? ""
                : " width=\"" + size.width() + "\" height=\"" + size.height() + "\"";
    }

    private String attribute(String name, @Nullable String url) {
        return url == null ? "" : " " + name + "=\"" + HtmlEscape.escape(publicUrl.relative(url)) + "\"";
    }
}
