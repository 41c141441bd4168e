package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** A request as a handler sees it: who asks, and with what parameters. */
public final class Request {
    private final RoutingContext context;
    private final Optional<Viewer> viewer;
    private final Params params;

    Request(RoutingContext context, Optional<Viewer> viewer) {
        this.context = context;
        this.viewer = viewer;
        this.params = ParamParser.parse(context);
    }

    public Params params() {
        return params;
    }

    /** Whose token came with the request, if one did. */
    public Optional<Viewer> viewer() {
        return viewer;
    }

    /** The person asking, where there is one. */
    public Optional<AccountId> optionalAccount() {
        return viewer.flatMap(Viewer::account);
    }

    /** The person asking, on an endpoint for {@link Access#user(Scope)}. */
    public AccountId account() {
        return optionalAccount().orElseThrow(Problem.Unauthorized::new);
    }

    /** A part of the path, percent-decoded; nothing is found under one that no store could hold. */
    public String pathParam(String name) {
        String part = context.pathParam(name);
        if (!ParamParser.isStorable(part)) {
            throw new Problem.NotFound();
        }
        return part;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.request().getCookie(name)).map(cookie -> cookie.getValue());
    }

    /** Where the request came from, as one who is counted: an address, or the network that somebody has addresses in. */
    public String clientNetwork() {
        return ClientAddress.from(context).networkPrefix();
    }

    /** The request line's query, undecoded; empty where there is none. */
    public String rawQuery() {
        String query = context.request().query();
        return query == null ? "" : query;
    }
}
