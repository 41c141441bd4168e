package social.skein.status;

import java.util.List;
import java.util.Optional;
import social.skein.media.Attachment;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.text.Lexemes;
import social.skein.text.RenderedText;

/**
 * A checked and rendered status, complete except for its id.
 *
 * @param parent the status it replies to
 * @param lexemes its search terms
 */
public record ComposedStatus(
        NewStatus newStatus,
        Visibility visibility,
        boolean sensitive,
        Optional<String> language,
        RenderedText rendered,
        Optional<Status> parent,
        Lexemes lexemes) {

    /** The request with the author's defaults filled in. */
    public NewStatus withDefaults() {
        return newStatus.with(new NewStatus.Choices(Optional.of(visibility), Optional.of(sensitive), language));
    }

    Status toStatus(StatusId id, List<Attachment> media) {
        return Status.posted(
                id,
                newStatus.author(),
                visibility,
                StatusContent.of(rendered, newStatus.text(), newStatus.spoilerText(), sensitive, language, media),
                parent.map(status -> StatusLinks.reply(status.conversation(), StatusLinks.Target.of(status)))
                        .orElse(StatusLinks.start(id)),
                newStatus.application());
    }
}
