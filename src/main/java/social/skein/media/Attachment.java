package social.skein.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import social.skein.http.PublicUrl;
import social.skein.model.MediaId;

/** A medium that is ready, as a status carries it. Its JSON is stored in the row of the status. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attachment(MediaId id, MediaKind kind, MediaFiles files, String description, Focus focus) {

    /** The same without its thumbnail. */
    public Attachment withoutPreview() {
        return new Attachment(id, kind, files.withoutPreview(), description, focus);
    }

    /** The attachment in the client API. */
    public AttachmentView toView(PublicUrl origin) {
        @Nullable String preview = files.preview();
        return new AttachmentView(
                id.toString(),
                kind,
                origin.media(files.key()),
                preview == null ? null : origin.media(preview),
                null,
                null,
                null,
                AttachmentView.Meta.of(kind, files, focus),
                description.isEmpty() ? null : description,
                files.blurhash());
    }
}
