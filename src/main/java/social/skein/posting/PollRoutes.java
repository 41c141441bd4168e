package social.skein.posting;

import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.StatusId;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.poll.Votes;
import social.skein.status.VisibleStatuses;

/** Polls over HTTP: read and vote, for every account that can see the status. */
public final class PollRoutes {
    private final VisibleStatuses visible;
    private final Polls polls;
    private final Votes votes;

    public PollRoutes(VisibleStatuses visible, Polls polls, Votes votes) {
        this.visible = visible;
        this.polls = polls;
        this.votes = votes;
    }

    public void mount(Endpoints api) {
        api.cacheable("/api/v1/polls/:id", Access.anyone(Scope.READ_STATUSES), CachePolicy.POSTS, this::get)
                .post("/api/v1/polls/:id/votes", Access.user(Scope.WRITE_STATUSES), this::vote);
    }

    private Future<PollView> get(Request request) {
        StatusId id = StatusRoutes.id(request);
        return visible.get(request.optionalAccount(), id).compose(status -> polls.view(request.optionalAccount(), id));
    }

    private Future<PollView> vote(Request request) {
        StatusId id = StatusRoutes.id(request);
        return visible.get(request.optionalAccount(), id)
                .compose(status ->
                        votes.cast(request.account(), id, request.params().list("choices")))
                .compose(cast -> get(request));
    }
}
