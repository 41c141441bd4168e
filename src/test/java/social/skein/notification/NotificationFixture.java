package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.DomainFixture.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import social.skein.events.Fact;
import social.skein.http.Scope;
import social.skein.interaction.ConversationMutes;
import social.skein.marker.MarkerRoutes;
import social.skein.marker.Markers;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.support.DomainFixture;
import social.skein.support.OpenApiConformance;

/** A server on which accounts read their notifications over HTTP. The tests supply the facts. */
final class NotificationFixture implements AutoCloseable {
    final DomainFixture domain = new DomainFixture();
    final AccountId alice = domain.alice;
    final AccountId bob = domain.bob;
    final AccountId carol = domain.carol;
    final NotificationHandler handler;
    final List<NotificationHint> hints = new CopyOnWriteArrayList<>();
    final List<NotificationsMerged> merged = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    NotificationFixture() {
        NotificationPolicies policies = new NotificationPolicies(domain.db);
        handler = new NotificationHandler(
                new NotificationWriter(
                        domain.db,
                        domain.statuses,
                        domain.visibilityPolicy,
                        new ConversationMutes(domain.db, domain.visible, domain.hints),
                        policies,
                        domain.hints),
                new NotificationRemover(domain.db));
        NotificationHydrator hydrator =
                new NotificationHydrator(domain.accounts, domain.statuses, domain.visibilityPolicy, domain.statusViews);
        NotificationViews views = new NotificationViews(hydrator, domain.accountViews);
        NotificationQueries queries = new NotificationQueries(domain.visibilityPolicy);
        Markers markers = new Markers(domain.db);
        NotificationRequests requests = new NotificationRequests(domain.db, domain.visibilityPolicy, domain.hints);
        await(domain.hints.subscribeOnContext(NotificationHint.HINT, hints::add));
        await(domain.hints.subscribeOnContext(NotificationsMerged.HINT, merged::add));
        port = domain.serve(
                api -> {
                    new NotificationRoutes(new Notifications(domain.db), queries, markers, views).mount(api);
                    new NotificationGroupRoutes(
                                    new NotificationGroups(domain.db),
                                    queries,
                                    markers,
                                    new NotificationGroupViews(hydrator, domain.accountViews),
                                    views)
                            .mount(api);
                    new NotificationPolicyRoutes(policies, requests).mount(api);
                    new NotificationRequestRoutes(
                                    requests,
                                    new NotificationRequestViews(
                                            domain.accounts, domain.accountViews, domain.visible, domain.statusViews))
                            .mount(api);
                    new MarkerRoutes(markers).mount(api);
                },
                router -> {});
    }

    void clear() {
        domain.clear();
        hints.clear();
        merged.clear();
    }

    String token(AccountId account) {
        return domain.token(account, Scope.READ, Scope.WRITE);
    }

    void handle(Fact fact) {
        await(handler.handle(fact));
    }

    void follow(AccountId follower, AccountId target) {
        domain.follow(follower, target);
        handle(new Fact.Followed(follower, target));
    }

    void like(AccountId by, Status status) {
        await(domain.favourites.add(by, status.id()));
        handle(new Fact.Favourited(by, status.id(), status.author()));
    }

    Status boost(AccountId by, Status status) {
        Status boost = domain.boost(by, status);
        handle(postedFact(boost));
        return boost;
    }

    static Fact postedFact(Status status) {
        return new Fact.StatusPosted(
                status.id(),
                status.author(),
                status.visibility(),
                status.inReplyTo(),
                status.inReplyToAccount(),
                status.reblogOf(),
                status.reblogOfAccount(),
                status.mentions(),
                status.tags());
    }

    /** Posts a status and handles its fact. */
    Status postStatus(AccountId author, String text, Visibility visibility) {
        Status status = domain.post(author, text, visibility);
        handle(postedFact(status));
        return status;
    }

    Status reply(AccountId author, String text, Visibility visibility, Status to) {
        Status status = await(domain.posting.post(new NewStatus(
                author,
                text,
                "",
                Optional.of(to.id()),
                Optional.of(visibility),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
        handle(postedFact(status));
        return status;
    }

    @SuppressWarnings("CompileTimeConstant")
    void sql(String statement, Object... arguments) {
        await(domain.db.update(statement, arguments));
    }

    void mute(AccountId account, AccountId target, boolean notifications) {
        sql(
                "insert into mute (account_id, target_id, id, notifications) values ($1, $2, 1, $3)",
                account.value(),
                target.value(),
                notifications);
    }

    void block(AccountId account, AccountId target) {
        sql("insert into block (account_id, target_id, id) values ($1, $2, 1)", account.value(), target.value());
    }

    List<String> types(AccountId reader) {
        return values(list(reader, "/v1/notifications"), "type");
    }

    /** The list at a path below {@code /api}, as the reader receives it. */
    JsonArray list(AccountId reader, String path) {
        return new JsonArray(body(get(reader, path)));
    }

    JsonObject show(AccountId reader, String path) {
        return new JsonObject(body(get(reader, path)));
    }

    private static String body(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    HttpResponse<String> get(AccountId reader, String path) {
        return send("GET", path, token(reader), "");
    }

    HttpResponse<String> post(AccountId by, String path, String form) {
        return send("POST", path, token(by), form);
    }

    HttpResponse<String> send(String method, String path, String token, String form) {
        String address = "http://127.0.0.1:" + port + "/api" + escapeBrackets(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .method(
                        method,
                        form.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(escapeBrackets(form)));
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            OpenApiConformance.check(response);
            return response;
        } catch (Exception failure) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }

    private static String escapeBrackets(String text) {
        return text.replace("[", "%5B").replace("]", "%5D");
    }

    static List<String> values(JsonArray entities, String member) {
        return entities.stream()
                .map(entity -> String.valueOf(((JsonObject) entity).getValue(member)))
                .toList();
    }

    @Override
    public void close() {
        domain.close();
    }
}
