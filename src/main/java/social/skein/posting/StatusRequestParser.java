package social.skein.posting;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import social.skein.http.Caller;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.media.MediaSelection;
import social.skein.model.BlankText;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;
import social.skein.status.Application;
import social.skein.status.NewStatus;
import social.skein.status.Status;

/** Parses requests that post or edit a status. */
public final class StatusRequestParser {
    private static final int MAX_KEY_LENGTH = 255;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}");

    private final Function<Caller, Future<Optional<Application>>> applications;

    /** @param applications loads the public name of the app a viewer's token was issued to */
    public StatusRequestParser(Function<Caller, Future<Optional<Application>>> applications) {
        this.applications = applications;
    }

    /** The status to post, now or later. */
    public Future<NewStatus> parseNew(Request request) {
        Optional<NewPoll> poll = NewPoll.parse(request.params());
        MediaSelection media = MediaSelection.parse(request.params());
        return request.caller()
                .map(applications)
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(application -> parseNew(request, application, poll, media));
    }

    private static NewStatus parseNew(
            Request request, Optional<Application> application, Optional<NewPoll> poll, MediaSelection media) {
        Params params = request.params();
        return new NewStatus(
                request.account(),
                params.text("status").orElse(""),
                params.nonBlank("spoiler_text").orElse(""),
                params.nonBlank("in_reply_to_id").map(id -> StatusId.parse(id).orElseThrow(Problem.NotFound::new)),
                new NewStatus.Choices(
                        parseVisibility(params),
                        params.nonBlank("sensitive").map(given -> params.flag("sensitive", false)),
                        parseLanguage(params)),
                application,
                request.header("Idempotency-Key")
                        .filter(key -> !BlankText.isBlank(key))
                        .map(StatusRequestParser::checkKeyLength),
                poll,
                media);
    }

    /** The new version of a status; visibility and parent stay. */
    static NewStatus parseEdit(Request request, Status before) {
        Params params = request.params();
        return new NewStatus(
                request.account(),
                params.text("status").orElse(""),
                params.nonBlank("spoiler_text").orElse(""),
                Optional.empty(),
                new NewStatus.Choices(
                        Optional.of(before.visibility()),
                        Optional.of(params.flag("sensitive", false)),
                        parseLanguage(params).or(before::language)),
                Optional.empty(),
                Optional.empty(),
                NewPoll.parse(params),
                MediaSelection.parse(params));
    }

    static Optional<Visibility> parseVisibility(Params params) {
        return params.nonBlank("visibility")
                .map(
                        word -> Visibility.parse(word)
                                .orElseThrow(
                                        () -> new Problem.Invalid(
                                                "Validation failed: Visibility is not included in the list: it should be public, unlisted, private or direct")));
    }

    private static Optional<String> parseLanguage(Params params) {
        return params.nonBlank("language")
                .filter(language -> LANGUAGE.matcher(language).matches());
    }

    private static String checkKeyLength(String header) {
        if (header.length() > MAX_KEY_LENGTH) {
            throw new Problem.Malformed("The idempotency key should have at most " + MAX_KEY_LENGTH + " characters");
        }
        return header;
    }
}
