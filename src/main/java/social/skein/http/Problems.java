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
            Answer answer = Answer.json(problem.status(), body(problem));
            for (var header : problem.headers().entrySet()) {
                answer = answer.with(header.getKey(), header.getValue());
            }
            Edge.send(context, answer);
        } else if (failure == null || context.statusCode() != 500) {
            Edge.send(context, Answer.json(context.statusCode(), new Body(sentence(context.statusCode()), null)));
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

    private static Body body(Problem problem) {
        return problem instanceof Problem.OAuth oauth
                ? new Body(oauth.code(), oauth.sentence())
                : new Body(problem.sentence(), null);
    }

    private static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request is malformed";
            case 404 -> "Not found";
            case 405 -> "This method is not allowed here";
            case 413 -> "The body is too large";
            case 501 -> "This transfer encoding is not understood; chunked is";
            default -> "The request could not be served";
        };
    }
}
