package social.skein.scheduled;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;
import social.skein.status.Application;
import social.skein.status.NewStatus;

/** What somebody asked to have posted later: kept like this, and shown like this. */
record Asked(
        String text,
        Visibility visibility,
        boolean sensitive,
        String spoilerText,
        @Nullable String inReplyToId,
        @Nullable List<String> mediaIds,
        @Nullable AskedPoll poll,
        @Nullable String language,
        long applicationId,
        boolean withRateLimit) {

    /** A poll, open for so many seconds once it is posted. */
    record AskedPoll(List<String> options, long expiresIn, boolean multiple, boolean hideTotals) {
        static AskedPoll of(NewPoll poll) {
            return new AskedPoll(poll.options(), poll.expiresIn().toSeconds(), poll.multiple(), poll.hideTotals());
        }

        NewPoll poll() {
            return new NewPoll(options, Duration.ofSeconds(expiresIn), multiple, hideTotals);
        }
    }

    /** @param status settled: the author's habits may be others by the time it is posted */
    static Asked of(NewStatus status, long app) {
        return new Asked(
                status.text(),
                status.visibility().orElseThrow(),
                status.sensitive().orElseThrow(),
                status.spoilerText(),
                status.inReplyTo().map(StatusId::toString).orElse(null),
                null,
                status.poll().map(AskedPoll::of).orElse(null),
                status.language().orElse(null),
                app,
                false);
    }

    Optional<StatusId> inReplyTo() {
        return Optional.ofNullable(inReplyToId).flatMap(StatusId::parse);
    }

    NewStatus status(AccountId author, Optional<StatusId> inReplyTo, Optional<Application> application) {
        return new NewStatus(
                author,
                text,
                spoilerText,
                inReplyTo,
                Optional.of(visibility),
                Optional.of(sensitive),
                Optional.ofNullable(language),
                application,
                Optional.empty(),
                Optional.ofNullable(poll).map(AskedPoll::poll));
    }
}
