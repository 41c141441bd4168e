package social.skein.posting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.media.MediaSelection;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;
import social.skein.status.Application;
import social.skein.status.NewStatus;

/** The request for a scheduled status. Its JSON is both stored and sent to the client. */
record ScheduledParams(
        String text,
        Visibility visibility,
        boolean sensitive,
        String spoilerText,
        @Nullable String inReplyToId,
        @Nullable List<String> mediaIds,
        @Nullable ScheduledPoll poll,
        @Nullable String language,
        long applicationId,
        boolean withRateLimit) {

    /** A poll of a scheduled status; {@code expiresIn} is in seconds from posting. */
    record ScheduledPoll(List<String> options, long expiresIn, boolean multiple, boolean hideTotals) {
        static ScheduledPoll of(NewPoll poll) {
            return new ScheduledPoll(poll.options(), poll.expiresIn().toSeconds(), poll.multiple(), poll.hideTotals());
        }

        NewPoll toNewPoll() {
            return new NewPoll(options, Duration.ofSeconds(expiresIn), multiple, hideTotals);
        }
    }

    /** @param status has the author's defaults filled in: they may change before it is posted */
    static ScheduledParams of(NewStatus status, long appId) {
        return new ScheduledParams(
                status.text(),
                status.visibility().orElseThrow(),
                status.sensitive().orElseThrow(),
                status.spoilerText(),
                status.inReplyTo().map(StatusId::toString).orElse(null),
                status.media().isEmpty()
                        ? null
                        : status.media().ids().stream().map(MediaId::toString).toList(),
                status.poll().map(ScheduledPoll::of).orElse(null),
                status.language().orElse(null),
                appId,
                false);
    }

    Optional<StatusId> inReplyTo() {
        return Optional.ofNullable(inReplyToId).flatMap(StatusId::parse);
    }

    NewStatus toNewStatus(AccountId author, Optional<StatusId> inReplyTo, Optional<Application> application) {
        return new NewStatus(
                author,
                text,
                spoilerText,
                inReplyTo,
                new NewStatus.Choices(Optional.of(visibility), Optional.of(sensitive), Optional.ofNullable(language)),
                application,
                Optional.empty(),
                Optional.ofNullable(poll).map(ScheduledPoll::toNewPoll),
                MediaSelection.of(media()));
    }

    private List<MediaId> media() {
        return Optional.ofNullable(mediaIds).orElse(List.of()).stream()
                .flatMap(id -> MediaId.parse(id).stream())
                .toList();
    }
}
