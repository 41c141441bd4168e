package social.skein.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;

/** The one place where a failure becomes an answer: a {@link Problem} as it says, everything else as a 500. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Body(String error, @Nullable String errorDescription) {}

    static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Problem problem) {
            Answer answer = Answer.json(problem.status(), body(context, problem));
            for (var header : problem.headers().entrySet()) {
                answer = answer.with(header.getKey(), header.getValue());
            }
            Edge.send(context, answer);
        } else if (failure == null || context.statusCode() != 500) {
            answer(context, context.statusCode());
        } else {
            LOG.error(
                    "{} {} failed and was answered with 500",
                    context.request().method(),
                    context.request().path(),
                    failure);
            Edge.send(
                    context,
                    Answer.json(
                            500,
                            new Body(
                                    "Something went wrong on our side; the request id in X-Request-Id tells us where",
                                    null)));
        }
    }

    static void answer(RoutingContext context, int status) {
        Edge.send(context, Answer.json(status, body(context, status, sentence(status))));
    }

    /** What is said of a request that is no HTTP we read, so that there is nothing to route it by. */
    static Answer unreadable(int status) {
        return Answer.json(status, new Body(sentence(status), null));
    }

    private static Body body(RoutingContext context, Problem problem) {
        return problem instanceof Problem.OAuth oauth
                ? new Body(oauth.code(), oauth.sentence())
                : body(context, problem.status(), problem.sentence());
    }

    /** Where tokens are given out, the error is a code and the sentence comes second, whoever finds the mistake. */
    private static Body body(RoutingContext context, int status, String sentence) {
        String path = context.request().path();
        boolean coded = (status == 400 || status == 413)
                && path != null
                && (path.startsWith("/oauth/token") || path.startsWith("/oauth/revoke"));
        return coded ? new Body("invalid_request", sentence) : new Body(sentence, null);
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is malformed";
            case 404 -> "Not found";
            case 413 -> "The body is too large";
            case 414 -> "The address is too long";
            case 431 -> "The headers are too long";
            case 501 -> "This transfer encoding is not understood; chunked is";
            default -> "The request could not be served";
        };
    }
}
