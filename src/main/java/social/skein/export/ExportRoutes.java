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

/** One's own data to take away: for apps with a token, and for the browser in which somebody is signed in. */
public final class ExportRoutes {
    private static final String SETTINGS_PATH = "/settings/exports";

    private final Reads reads;
    private final List<ExportFile> files;
    private final Function<Request, Future<Optional<AccountId>>> browserAccount;

    /** @param browserAccount who the browser is signed in as */
    public ExportRoutes(
            Reads reads, PublicUrl publicUrl, Function<Request, Future<Optional<AccountId>>> browserAccount) {
        this.reads = reads;
        this.files = Stream.concat(
                        new RelationshipExports(publicUrl).all().stream(), new PostExports(publicUrl).all().stream())
                .toList();
        this.browserAccount = browserAccount;
    }

    public void mount(Endpoints api) {
        for (ExportFile sheet : files) {
            api.get(
                            "/api/v1/exports/" + sheet.path(),
                            Access.user(sheet.scope()),
                            request -> Future.succeededFuture(download(sheet, request.account())))
                    .get(SETTINGS_PATH + "/" + sheet.path(), Access.anyone(), request -> forBrowser(sheet, request));
        }
    }

    private Future<Object> forBrowser(ExportFile file, Request request) {
        return browserAccount
                .apply(request)
                .map(account -> account.<Object>map(person -> download(file, person))
                        .orElseGet(() -> Response.redirect("/auth/sign_in")));
    }

    private StreamedResponse download(ExportFile file, AccountId account) {
        return new StreamedResponse(file.contentType(), file.fileName(), new RowPages(reads, file, account));
    }
}
