package social.skein.oauth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.FrontDoor;
import social.skein.account.JoinRequest;
import social.skein.account.SignUp;
import social.skein.account.Standing;
import social.skein.config.Registration;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Endpoints;
import social.skein.http.Html;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.model.Fault;
import social.skein.model.Problem;
import social.skein.sql.Sql;

/** The page on which somebody makes an account. Whoever an app sent here goes on to let it in. */
public final class SignUpRoutes {
    private static final List<Field> ALWAYS = List.of(
            new Field(
                    "username",
                    "text",
                    "Username",
                    "Letters, numbers and underscores. It stays, and everybody sees it.",
                    "autocomplete=\"username\" autocapitalize=\"none\" autocorrect=\"off\" spellcheck=\"false\""
                            + " maxlength=\"30\" required autofocus"),
            new Field(
                    "email",
                    "email",
                    "E-mail address",
                    "You can sign in with it. Nobody sees it but those who run this server.",
                    "autocomplete=\"email\" required"),
            new Field(
                    "password",
                    "password",
                    "Password",
                    "At least 8 characters.",
                    "autocomplete=\"new-password\" minlength=\"8\" required"));

    private static final Field REASON = new Field(
            "reason",
            "textarea",
            "Why do you want to join?",
            "Somebody reads this before they let you in.",
            "maxlength=\"500\" required");

    private final FrontDoor door;
    private final Apps apps;
    private final Visits visits;
    private final Frame frame;
    private final Template page = Template.of("sign-up.html");
    private final SignInAttempts attempts = new SignInAttempts();

    public SignUpRoutes(FrontDoor door, Apps apps, Visits visits, Site site) {
        this.door = door;
        this.apps = apps;
        this.visits = visits;
        this.frame = new Frame(site);
    }

    public void mount(Endpoints api) {
        api.get("/auth/sign_up", Access.anyone(), request -> answer(request, this::show));
        api.post("/auth/sign_up", Access.anyone(), request -> answer(request, this::join));
    }

    private interface Step {
        Future<Answer> take(Request request);
    }

    private Future<Answer> answer(Request request, Step step) {
        return Future.succeededFuture(request)
                .compose(asked -> {
                    door.checkOpen();
                    return step.take(asked);
                })
                .recover(frame::explain);
    }

    private Future<Answer> show(Request request) {
        Secret csrf = visits.csrf(request);
        return form(200, request.params(), csrf, List.of()).map(page -> visits.remember(page, csrf));
    }

    private Future<Answer> join(Request request) {
        Secret csrf = visits.checkedCsrf(request);
        attempts.begin(request.neighbourhood());
        Params params = request.params();
        JoinRequest typed = new JoinRequest(
                new SignUp(
                        params.text("username").orElse("").strip(),
                        params.text("email").orElse("").strip(),
                        params.text("password").orElse("")),
                params.flag("agreement", false),
                params.text("reason").orElse(""),
                params.text("lang"));
        return door.join(typed, (transaction, joined) -> welcome(transaction, request, joined))
                .recover(failure -> failure instanceof Problem.Invalid invalid
                        ? form(422, params, csrf, invalid.faults())
                        : Future.failedFuture(failure));
    }

    private Future<Answer> welcome(Sql transaction, Request request, FrontDoor.Joined joined) {
        if (joined.standing() != Standing.GOOD) {
            return Future.succeededFuture(waiting(joined.standing()));
        }
        String query = Frame.query(request.params());
        String onward = query.isEmpty() ? "/settings" : "/oauth/authorize" + query;
        return visits.open(transaction, request, joined.account())
                .map(signedIn -> visits.begin(Answer.redirect(onward), signedIn));
    }

    private Answer waiting(Standing standing) {
        return standing == Standing.PENDING
                ? frame.message(
                        200,
                        "Thank you",
                        "Your account is made, and waits for somebody to let you in. No mail is sent from here: try to"
                                + " sign in later on.")
                : frame.message(
                        200,
                        "Thank you",
                        "Your account is made, and waits until your e-mail address is confirmed. No mail is sent from"
                                + " here: those who run the server do it by hand.");
    }

    private Future<Answer> form(int status, Params params, Secret csrf, List<Fault> faults) {
        return params.filled("client_id")
                .map(apps::byClientId)
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(app -> form(status, params, csrf, faults, app));
    }

    private Answer form(int status, Params params, Secret csrf, List<Fault> faults, Optional<App> app) {
        boolean approval = door.registration() == Registration.APPROVAL;
        String query = Frame.query(params);
        Field agreement = new Field(
                "agreement",
                "checkbox",
                "I will keep to the rules of those who run " + frame.site().name() + ".",
                "",
                "required");
        String fields = Stream.of(
                        ALWAYS.stream(), approval ? Stream.of(REASON) : Stream.<Field>empty(), Stream.of(agreement))
                .flatMap(some -> some)
                .map(field -> field.html(
                        field.type().equals("password")
                                ? ""
                                : params.text(field.name()).orElse(""),
                        faults))
                .collect(Collectors.joining());
        return frame.page(
                status,
                "Make an account",
                page.fill(Map.of(
                        "deployment",
                        frame.site().name(),
                        "onward",
                        app.map(to -> ", to go on to <strong>" + Html.escaped(to.name()) + "</strong>")
                                .orElse(""),
                        "waiting",
                        approval ? "<p class=\"hint\">You can use it once somebody has let you in.</p>" : "",
                        "hidden",
                        Frame.hidden(params, csrf),
                        "fields",
                        fields,
                        "signin",
                        query.isEmpty() ? "/auth/sign_in" : "/oauth/authorize" + query)));
    }
}
