package social.skein.status;

import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;

/**
 * A status as it is asked for.
 *
 * @param visibility the author's usual one where none is given; so are {@code sensitive} and {@code language}
 * @param idempotencyKey a repeat with the same key is answered with what the first made
 */
public record NewStatus(
        AccountId author,
        String text,
        String spoilerText,
        Optional<StatusId> inReplyTo,
        Optional<Visibility> visibility,
        Optional<Boolean> sensitive,
        Optional<String> language,
        Optional<Application> application,
        Optional<String> idempotencyKey,
        Optional<NewPoll> poll) {

    /** A status without a poll. */
    public NewStatus(
            AccountId author,
            String text,
            String spoilerText,
            Optional<StatusId> inReplyTo,
            Optional<Visibility> visibility,
            boolean sensitive,
            Optional<String> language,
            Optional<Application> application,
            Optional<String> idempotencyKey) {
        this(
                author,
                text,
                spoilerText,
                inReplyTo,
                visibility,
                Optional.of(sensitive),
                language,
                application,
                idempotencyKey,
                Optional.empty());
    }

    /** Whether nothing of it is left to its author's habits. */
    public boolean isFullySpecified() {
        return visibility.isPresent() && sensitive.isPresent() && language.isPresent();
    }
}
