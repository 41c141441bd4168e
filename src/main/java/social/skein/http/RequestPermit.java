package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A request's permit from the admission control in front of the router. It is an interface so that reading bodies and streaming
 * responses know nothing of how permits are granted; a request that was not subject to admission control has none.
 */
public interface RequestPermit {
    /** The permit of a request, if it has one. */
    static Optional<RequestPermit> of(RoutingContext context) {
        return Optional.ofNullable(context.get(RequestPermit.class.getName()));
    }

    /** Makes this the permit of a request. */
    default void attach(RoutingContext context) {
        context.put(RequestPermit.class.getName(), this);
    }

    /** Gives the permit back while the client uploads a body: a few slow uploads must not use up all permits. */
    void release();

    /** Takes a permit again once the body is there. Answers the request with 503 and returns false if none is free. */
    boolean reacquire();

    /** Gives the permit back for good and lifts the deadline: the response is streamed for as long as the client reads. */
    void becomeStream();
}
