package social.skein.status;

import java.util.Optional;
import social.skein.model.Ids;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/**
 * A status that is checked and rendered, and lacks nothing but its id.
 *
 * @param parent what it answers
 * @param lexemes what a search finds it by
 */
record Draft(
        NewStatus asked,
        Visibility visibility,
        boolean sensitive,
        Optional<String> language,
        Rendered text,
        Optional<Status> parent,
        Lexemes lexemes) {

    /** What was asked for, with all that goes without saying said. */
    NewStatus settled() {
        return new NewStatus(
                asked.author(),
                asked.text(),
                asked.spoilerText(),
                asked.inReplyTo(),
                Optional.of(visibility),
                Optional.of(sensitive),
                language,
                asked.application(),
                asked.idempotencyKey(),
                asked.poll());
    }

    Status as(StatusId id) {
        return new Status(
                id,
                asked.author(),
                visibility,
                text.html(),
                asked.text(),
                asked.spoilerText(),
                sensitive,
                language,
                parent.map(Status::id),
                parent.map(Status::author),
                Optional.empty(),
                Optional.empty(),
                asked.application(),
                text.tags(),
                text.mentions(),
                parent.map(Status::conversation).orElse(id),
                Ids.time(id.value()),
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty());
    }
}
