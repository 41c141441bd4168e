package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.transfer.UploadedFile;

/** A request as handlers see it: the caller and the parsed parameters. */
public final class Request {
    private final RoutingContext context;
    private final Optional<Caller> caller;
    private final Params params;

    Request(RoutingContext context, Optional<Caller> caller) {
        this.context = context;
        this.caller = caller;
        this.params = ParamParser.parse(context);
    }

    public Params params() {
        return params;
    }

    /** The owner of the request's token; empty without a token. */
    public Optional<Caller> caller() {
        return caller;
    }

    /** The caller's account; empty without a token and for an app's own token. */
    public Optional<AccountId> optionalAccount() {
        return caller.flatMap(Caller::account);
    }

    /** The caller's account on an endpoint with {@link Access#user(Scope)}. */
    public AccountId account() {
        return optionalAccount().orElseThrow(Problem.Unauthorized::new);
    }

    /** A path parameter, percent-decoded; throws {@link Problem.NotFound} for text that PostgreSQL cannot store. */
    public String pathParam(String name) {
        String value = context.pathParam(name);
        if (!ParamParser.isStorable(value)) {
            throw new Problem.NotFound();
        }
        return value;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.request().getCookie(name)).map(cookie -> cookie.getValue());
    }

    /** The file in this field of a multipart form, on an endpoint that accepts it; empty if none was sent. */
    public Optional<UploadedFile> upload(String field) {
        return UploadReader.file(context, field);
    }

    /** The client's address as limits count it, see {@link ClientAddress#networkPrefix()}. */
    public String clientNetwork() {
        return ClientAddress.from(context).networkPrefix();
    }
}
