package social.skein.export;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.http.StreamedResponse;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/** Exports of an account's own data: for apps with a token, and for browsers with a session. */
public final class ExportRoutes {
    private static final String SETTINGS_PATH = "/settings/exports";

    private final Reads reads;
    private final List<ExportFile> files;
    private final Function<Request, Future<Optional<AccountId>>> browserAccount;

    /**
     * @param browserAccount the account signed in with the browser
     */
    public ExportRoutes(
            Reads reads, PublicUrl publicUrl, Function<Request, Future<Optional<AccountId>>> browserAccount) {
        this.reads = reads;
        this.files = Stream.concat(
                        new RelationshipExports(publicUrl).all().stream(), new PostExports(publicUrl).all().stream())
                .toList();
        this.browserAccount = browserAccount;
    }

    public void mount(Endpoints api) {
        for (ExportFile file : files) {
            api.get(
                            "/api/v1/exports/" + file.path(),
                            Access.user(file.scope()),
                            request -> Future.succeededFuture(download(file, request.account())))
                    .get(SETTINGS_PATH + "/" + file.path(), Access.anyone(), request -> forBrowser(file, request));
        }
    }

    private Future<Object> forBrowser(ExportFile file, Request request) {
        return browserAccount
                .apply(request)
                .map(account -> account.<Object>map(owner -> download(file, owner))
                        .orElseGet(() -> Response.redirect("/auth/sign_in")));
    }

    private StreamedResponse download(ExportFile file, AccountId account) {
        return new StreamedResponse(file.contentType(), file.fileName(), new RowPages(reads, file, account));
    }
}
