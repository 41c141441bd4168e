package social.skein.oauth;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import social.skein.account.Accounts;
import social.skein.account.SignUp;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Fault;

/** The page on which somebody chooses another password. */
public final class PasswordRoutes {
    private static final String PLACE = "/auth/edit";

    private static final List<Field> FIELDS = List.of(
            new Field(
                    "current_password",
                    "password",
                    "Current password",
                    "",
                    "autocomplete=\"current-password\" required autofocus"),
            new Field(
                    "password",
                    "password",
                    "New password",
                    "At least 8 characters.",
                    "autocomplete=\"new-password\" minlength=\"8\" required"),
            new Field(
                    "password_confirmation",
                    "password",
                    "New password, once more",
                    "",
                    "autocomplete=\"new-password\" required"),
            new Field("apps_too", "checkbox", "Shut all apps out as well", "", ""));

    private final Accounts accounts;
    private final SignIn signIn;
    private final Keys keys;
    private final Visits visits;
    private final Frame frame;
    private final Template page = Template.of("password.html");

    public PasswordRoutes(Accounts accounts, SignIn signIn, Keys keys, Visits visits, Site site) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.keys = keys;
        this.visits = visits;
        this.frame = new Frame(site);
    }

    public void mount(Endpoints api) {
        api.get(PLACE, Access.anyone(), this::show);
        api.post(PLACE, Access.anyone(), this::change);
    }

    private Future<Answer> show(Request request) {
        Secret csrf = visits.csrf(request);
        return visits.account(request)
                .compose(account -> account.map(person ->
                                form(200, request, person, csrf, List.of()).map(shown -> visits.remember(shown, csrf)))
                        .orElseGet(() -> Future.succeededFuture(VisitRoutes.first(PLACE))))
                .recover(frame::explain);
    }

    private Future<Answer> change(Request request) {
        return Future.succeededFuture(request)
                .compose(sent -> {
                    Secret csrf = visits.checkedCsrf(sent);
                    return visits.account(sent)
                            .compose(account -> account.map(person -> change(sent, person, csrf))
                                    .orElseGet(() -> Future.succeededFuture(VisitRoutes.first(PLACE))));
                })
                .recover(frame::explain);
    }

    private Future<Answer> change(Request request, AccountId account, Secret csrf) {
        Params params = request.params();
        List<Fault> faults = faults(params);
        if (!faults.isEmpty()) {
            return form(422, request, account, csrf, faults);
        }
        return signIn.isPassword(account, text(params, "current_password"), request.neighbourhood())
                .compose(right -> right
                        ? keys.changePassword(
                                        account,
                                        text(params, "password"),
                                        Browser.of(request),
                                        params.flag("apps_too", false))
                                .map(session -> visits.begin(
                                        Answer.redirect(PLACE + "?done=1"), new Visits.SignedIn(account, session)))
                        : form(
                                422,
                                request,
                                account,
                                csrf,
                                List.of(Fault.invalid("current_password", "is not the right one"))));
    }

    private static List<Fault> faults(Params params) {
        List<Fault> faults = new ArrayList<>();
        if (text(params, "current_password").isEmpty()) {
            faults.add(Fault.blank("current_password"));
        }
        faults.addAll(SignUp.faultsOfPassword("password", text(params, "password")));
        if (!text(params, "password").equals(text(params, "password_confirmation"))) {
            faults.add(new Fault("password_confirmation", "ERR_CONFIRMATION", "is not the same as above"));
        }
        return faults;
    }

    private Future<Answer> form(int status, Request request, AccountId account, Secret csrf, List<Fault> faults) {
        String fields = FIELDS.stream()
                .map(field ->
                        field.html(field.type().equals("password") ? "" : text(request.params(), field.name()), faults))
                .collect(Collectors.joining());
        boolean done = status == 200 && request.params().flag("done", false);
        return accounts.get(account)
                .map(person -> frame.page(
                        status,
                        "Change your password",
                        page.fill(Map.of(
                                "username",
                                person.username(),
                                "alert",
                                Frame.box("done", "status", done ? "Your password is changed." : ""),
                                "hidden",
                                Frame.csrf(csrf),
                                "fields",
                                fields))));
    }

    private static String text(Params params, String name) {
        return params.text(name).orElse("");
    }
}
