package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A request's permit from the admission control in front of the router. It is an interface so that this package does
 * not depend on how permits are granted. Requests outside admission control, such as streams, have none.
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

    /** Returns the permit while the client uploads a body: a few slow uploads must not use up all permits. */
    void release();

    /** Takes a permit again after the upload. If none is free, answers the request with 503 and returns false. */
    boolean reacquire();

    /**
     * Returns the permit for good and lifts the deadline: the response lasts as long as the client reads, or as a store
     * needs for an upload.
     */
    void becomeStream();
}
