package social.skein.status;

import java.util.Optional;
import social.skein.media.MediaSelection;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;

/**
 * A request for a new status.
 *
 * @param idempotencyKey a second request with the same key returns the status of the first
 */
public record NewStatus(
        AccountId author,
        String text,
        String spoilerText,
        Optional<StatusId> inReplyTo,
        Choices choices,
        Optional<Application> application,
        Optional<String> idempotencyKey,
        Optional<NewPoll> poll,
        MediaSelection media) {

    /** What defaults to the author's preferences. */
    public record Choices(Optional<Visibility> visibility, Optional<Boolean> sensitive, Optional<String> language) {}

    /** A status without a poll and media. */
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
                new Choices(visibility, Optional.of(sensitive), language),
                application,
                idempotencyKey,
                Optional.empty(),
                MediaSelection.NONE);
    }

    public Optional<Visibility> visibility() {
        return choices.visibility();
    }

    public Optional<Boolean> sensitive() {
        return choices.sensitive();
    }

    public Optional<String> language() {
        return choices.language();
    }

    /** The same request with other choices. */
    NewStatus with(Choices chosen) {
        return new NewStatus(author, text, spoilerText, inReplyTo, chosen, application, idempotencyKey, poll, media);
    }

    /** Whether no field needs a default of the author. */
    public boolean isFullySpecified() {
        return visibility().isPresent() && sensitive().isPresent() && language().isPresent();
    }
}
