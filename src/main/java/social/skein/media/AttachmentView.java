package social.skein.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A medium in the client API. Members appear in the JSON in the order of the components.
 *
 * @param url null while the medium is being processed
 * @param previewUrl the thumbnail; null for a sound without a cover
 */
public record AttachmentView(
        String id,
        MediaKind type,
        @Nullable String url,
        @Nullable String previewUrl,
        @Nullable String remoteUrl,
        @Nullable String previewRemoteUrl,
        @Nullable String textUrl,
        @Nullable Meta meta,
        @Nullable String description,
        @Nullable String blurhash) {

    /** The sizes of a medium. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Meta(
            @Nullable Focus focus,
            @Nullable SizeView original,
            @Nullable SizeView small) {
        static Meta of(MediaKind kind, MediaFiles files, Focus focus) {
            MediaFiles.@Nullable Size small = files.small();
            return new Meta(
                    kind == MediaKind.AUDIO ? null : focus,
                    SizeView.of(files.original()),
                    small == null ? null : SizeView.of(small));
        }
    }

    /** A size; the members of a picture are absent for a sound, and those of a video for a picture. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SizeView(
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String size,
            @Nullable Double aspect,
            @Nullable String frameRate,
            @Nullable Double duration,
            @Nullable Long bitrate) {
        static SizeView of(MediaFiles.Size size) {
            boolean visible = size.width() > 0 && size.height() > 0;
            return new SizeView(
                    visible ? size.width() : null,
                    visible ? size.height() : null,
                    visible ? size.width() + "x" + size.height() : null,
                    visible ? (double) size.width() / size.height() : null,
                    size.frameRate(),
                    size.duration(),
                    size.bitrate());
        }
    }
}
