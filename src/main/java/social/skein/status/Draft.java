package social.skein.status;

import java.util.Optional;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.text.Lexemes;
import social.skein.text.RenderedText;

/**
 * A status that is checked and rendered, and lacks nothing but its id.
 *
 * @param parent what it answers
 * @param lexemes what a search finds it by
 */
public record Draft(
        NewStatus newStatus,
        Visibility visibility,
        boolean sensitive,
        Optional<String> language,
        RenderedText rendered,
        Optional<Status> parent,
        Lexemes lexemes) {

    /** What was asked for, with all that goes without saying said. */
    public NewStatus withDefaults() {
        return new NewStatus(
                newStatus.author(),
                newStatus.text(),
                newStatus.spoilerText(),
                newStatus.inReplyTo(),
                Optional.of(visibility),
                Optional.of(sensitive),
                language,
                newStatus.application(),
                newStatus.idempotencyKey(),
                newStatus.poll());
    }

    Status toStatus(StatusId id) {
        return new Status(
                id,
                newStatus.author(),
                visibility,
                rendered.html(),
                newStatus.text(),
                newStatus.spoilerText(),
                sensitive,
                language,
                parent.map(Status::id),
                parent.map(Status::author),
                Optional.empty(),
                Optional.empty(),
                newStatus.application(),
                rendered.tags(),
                rendered.mentions(),
                parent.map(Status::conversation).orElse(id),
                SnowflakeIds.timestamp(id.value()),
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty());
    }
}
