package social.skein.export;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Download;
import social.skein.http.Endpoints;
import social.skein.http.Origin;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/** One's own data to take away: for apps with a token, and for the browser in which somebody is signed in. */
public final class ExportRoutes {
    private static final String PAGE = "/settings/exports";

    private final Reads reads;
    private final List<Sheet> sheets;
    private final Function<Request, Future<Optional<AccountId>>> signedIn;

    /** @param signedIn who the browser is signed in as */
    public ExportRoutes(Reads reads, Origin origin, Function<Request, Future<Optional<AccountId>>> signedIn) {
        this.reads = reads;
        this.sheets = Stream.concat(new Sheets(origin).all().stream(), new PostSheets(origin).all().stream())
                .toList();
        this.signedIn = signedIn;
    }

    public void mount(Endpoints api) {
        for (Sheet sheet : sheets) {
            api.get(
                            "/api/v1/exports/" + sheet.path(),
                            Access.user(sheet.scope()),
                            request -> Future.succeededFuture(download(sheet, request.account())))
                    .get(PAGE + "/" + sheet.path(), Access.anyone(), request -> forBrowser(sheet, request));
        }
    }

    private Future<Object> forBrowser(Sheet sheet, Request request) {
        return signedIn.apply(request)
                .map(account -> account.<Object>map(person -> download(sheet, person))
                        .orElseGet(() -> Answer.redirect("/auth/sign_in")));
    }

    private Download download(Sheet sheet, AccountId account) {
        return new Download(sheet.type(), sheet.file(), new Pages(reads, sheet, account));
    }
}
