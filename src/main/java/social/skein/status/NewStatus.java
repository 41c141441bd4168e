package social.skein.status;

import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;

/**
 * A request for a new status.
 *
 * @param visibility defaults to the author's preference, as do {@code sensitive} and {@code language}
 * @param idempotencyKey a second request with the same key returns the status of the first
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

    /** Whether no field needs a default of the author. */
    public boolean isFullySpecified() {
        return visibility.isPresent() && sensitive.isPresent() && language.isPresent();
    }
}
