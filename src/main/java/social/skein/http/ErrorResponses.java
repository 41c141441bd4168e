package social.skein.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.FieldError;
import social.skein.model.Problem;

/** The one place where a failure becomes an answer: a {@link Problem} as it says, everything else as a 500. */
public final class ErrorResponses {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

    private ErrorResponses() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Body(
            String error,
            @Nullable String errorDescription,
            @Nullable Map<String, List<Detail>> details) {
        static Body of(String error) {
            return new Body(error, null, null);
        }
    }

    /** One fault of a form's field. */
    private record Detail(String error, String description) {}

    static void respond(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Problem problem) {
            Response answer = Response.json(problem.status(), body(context, problem));
            for (var header : problem.headers().entrySet()) {
                answer = answer.withHeader(header.getKey(), header.getValue());
            }
            RequestPipeline.send(context, answer);
        } else if (failure == null || context.statusCode() != 500) {
            respond(context, context.statusCode());
        } else {
            LOG.error(
                    "{} {} failed and was answered with 500",
                    context.request().method(),
                    context.request().path(),
                    failure);
            RequestPipeline.send(
                    context,
                    Response.json(
                            500,
                            Body.of(
                                    "Something went wrong on our side; the request id in X-Request-Id tells us where")));
        }
    }

    static void respond(RoutingContext context, int status) {
        RequestPipeline.send(context, Response.json(status, body(context, status, defaultMessage(status))));
    }

    /** What is said of a request that was not read: it is no HTTP we know, or there is no time for it. */
    public static Response forStatus(int status) {
        return Response.json(status, Body.of(defaultMessage(status)));
    }

    private static Body body(RoutingContext context, Problem problem) {
        if (problem instanceof Problem.OAuth oauth) {
            return new Body(oauth.code(), oauth.detail(), null);
        }
        return problem instanceof Problem.Invalid invalid
                        && !invalid.fieldErrors().isEmpty()
                ? new Body(invalid.detail(), null, details(invalid.fieldErrors()))
                : body(context, problem.status(), problem.detail());
    }

    private static Map<String, List<Detail>> details(List<FieldError> faults) {
        return faults.stream()
                .collect(Collectors.groupingBy(
                        FieldError::field,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                fault -> new Detail(fault.code(), fault.description()), Collectors.toList())));
    }

    /** Where tokens are given out, the error is a code and the sentence comes second, whoever finds the mistake. */
    private static Body body(RoutingContext context, int status, String message) {
        String path = context.request().path();
        boolean coded = (status == 400 || status == 413)
                && path != null
                && (path.startsWith("/oauth/token") || path.startsWith("/oauth/revoke"));
        return coded ? new Body("invalid_request", message, null) : Body.of(message);
    }

    private static String defaultMessage(int status) {
        return switch (status) {
            case 400 -> "The request is malformed";
            case 404 -> "Not found";
            case 408 -> "The body did not come in time";
            case 413 -> "The body is too large";
            case 414 -> "The address is too long";
            case 431 -> "The headers are too long";
            case 503 -> "More is asked than can be answered at the moment; please try again in a few seconds";
            case 501 -> "This transfer encoding is not understood; chunked is";
            default -> "The request could not be served";
        };
    }
}
