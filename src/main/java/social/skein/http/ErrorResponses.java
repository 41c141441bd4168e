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

/** Turns every failure into an error response: a {@link Problem} into its own status, anything else into a 500. */
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

    /** One error in a form field. */
    private record Detail(String error, String description) {}

    static void respond(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof Problem problem) {
            Response response = Response.json(problem.status(), body(context, problem));
            for (var header : problem.headers().entrySet()) {
                response = response.withHeader(header.getKey(), header.getValue());
            }
            RequestPipeline.send(context, response);
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
                                    "Something went wrong on our side; quote the X-Request-Id header when you report it")));
        }
    }

    static void respond(RoutingContext context, int status) {
        RequestPipeline.send(context, Response.json(status, body(context, status, defaultMessage(status))));
    }

    /** The response to a request that never reaches a router, because it is not valid HTTP or load was shed. */
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

    private static Map<String, List<Detail>> details(List<FieldError> errors) {
        return errors.stream()
                .collect(Collectors.groupingBy(
                        FieldError::field,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                error -> new Detail(error.code(), error.description()), Collectors.toList())));
    }

    /** The OAuth token endpoints use the error format of RFC 6749, even for requests that cannot be parsed. */
    private static Body body(RoutingContext context, int status, String message) {
        String path = context.request().path();
        boolean oauthFormat = (status == 400 || status == 413)
                && path != null
                && (path.startsWith("/oauth/token") || path.startsWith("/oauth/revoke"));
        return oauthFormat ? new Body("invalid_request", message, null) : Body.of(message);
    }

    private static String defaultMessage(int status) {
        return switch (status) {
            case 400 -> "The request is malformed";
            case 404 -> "Not found";
            case 408 -> "The body did not arrive in time";
            case 413 -> "The body is too large";
            case 414 -> "The URL is too long";
            case 431 -> "The headers are too long";
            case 503 -> "The server is overloaded; please try again in a few seconds";
            case 501 -> "This transfer encoding is not supported; only chunked is";
            default -> "The request could not be served";
        };
    }
}
