package social.skein.permalink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.media.AttachmentView;
import social.skein.media.MediaKind;
import social.skein.rendering.StatusView;

/**
 * The picture and the video of a link's preview, as OpenGraph properties.
 *
 * @param large whether the picture is the content, and no avatar
 */
record PreviewMedia(List<Property> properties, boolean large) {
    static final PreviewMedia NONE = new PreviewMedia(List.of(), false);

    /** The name and the value of one property. */
    record Property(String name, String content) {}

    /** The first picture or video of a post; the avatar of its author if there is none, or it is hidden in the post. */
    static PreviewMedia of(StatusView status) {
        StatusView.Presentation presentation = status.body().presentation();
        boolean hidden = presentation.sensitive() || !presentation.spoilerText().isBlank();
        Optional<AttachmentView> shown = hidden
                ? Optional.empty()
                : status.body().content().mediaAttachments().stream()
                        .filter(media -> media.previewUrl() != null)
                        .findFirst();
        return shown.map(PreviewMedia::of).orElseGet(() -> of(status.account()));
    }

    static PreviewMedia of(AccountView account) {
        return new PreviewMedia(
                properties("image", account.links().avatar(), account.links().avatarDescription(), null), false);
    }

    private static PreviewMedia of(AttachmentView media) {
        AttachmentView.@Nullable Meta meta = media.meta();
        AttachmentView.@Nullable SizeView original = meta == null ? null : meta.original();
        AttachmentView.@Nullable SizeView small = meta == null ? null : meta.small();
        boolean picture = media.type() == MediaKind.IMAGE;
        List<Property> properties = new ArrayList<>(properties(
                "image", picture ? media.url() : media.previewUrl(), media.description(), picture ? original : small));
        if (media.type() == MediaKind.VIDEO || media.type() == MediaKind.GIFV) {
            properties.addAll(properties("video", media.url(), null, original));
            properties.add(new Property("og:video:type", "video/mp4"));
        }
        return new PreviewMedia(List.copyOf(properties), true);
    }

    private static List<Property> properties(
            String kind, @Nullable String url, @Nullable String description, AttachmentView.@Nullable SizeView size) {
        String name = "og:" + kind;
        List<Property> properties = new ArrayList<>();
        if (url != null) {
            properties.add(new Property(name, url));
        }
        if (description != null && !description.isEmpty()) {
            properties.add(new Property(name + ":alt", description));
        }
        if (size != null && size.width() != null && size.height() != null) {
            properties.add(new Property(name + ":width", size.width().toString()));
            properties.add(new Property(name + ":height", size.height().toString()));
        }
        return properties;
    }
}
