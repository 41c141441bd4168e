package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.Village.await;

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
import social.skein.marker.MarkerRoutes;
import social.skein.marker.Markers;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.status.ConversationMutes;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.support.Documented;
import social.skein.support.Village;

/** A village where everybody reads their notifications over HTTP. Facts are told by the tests. */
final class Mailroom implements AutoCloseable {
    final Village village = new Village();
    final AccountId alice = village.alice;
    final AccountId bob = village.bob;
    final AccountId carol = village.carol;
    final Notifier notifier;
    final List<NotificationHint> hints = new CopyOnWriteArrayList<>();
    final List<NotificationsMerged> merged = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Mailroom() {
        Policies policies = new Policies(village.db);
        notifier = new Notifier(
                new Arrivals(
                        village.db,
                        village.statuses,
                        village.audience,
                        new ConversationMutes(village.db, village.visible, village.hints),
                        policies,
                        village.hints),
                new Removals(village.db));
        Relating relating = new Relating(village.accounts, village.statuses, village.audience, village.statusViews);
        NotificationViews views = new NotificationViews(relating, village.accountViews);
        Choices choices = new Choices(village.audience);
        Markers markers = new Markers(village.db);
        NotificationRequests requests = new NotificationRequests(village.db, village.audience, village.hints);
        await(village.hints.listen(NotificationHint.HINT, hints::add));
        await(village.hints.listen(NotificationsMerged.HINT, merged::add));
        port = village.serve(
                api -> {
                    new NotificationRoutes(new Notifications(village.db), choices, markers, views).mount(api);
                    new GroupRoutes(
                                    new NotificationGroups(village.db),
                                    choices,
                                    markers,
                                    new GroupViews(relating, village.accountViews),
                                    views)
                            .mount(api);
                    new PolicyRoutes(policies, requests).mount(api);
                    new RequestRoutes(
                                    requests,
                                    new RequestViews(
                                            village.accounts,
                                            village.accountViews,
                                            village.visible,
                                            village.statusViews))
                            .mount(api);
                    new MarkerRoutes(markers).mount(api);
                },
                router -> {});
    }

    void clear() {
        village.clear();
        hints.clear();
        merged.clear();
    }

    String token(AccountId account) {
        return village.token(account, Scope.READ, Scope.WRITE);
    }

    void told(Fact fact) {
        await(notifier.handle(fact));
    }

    void followed(AccountId follower, AccountId target) {
        village.follow(follower, target);
        told(new Fact.Followed(follower, target));
    }

    void liked(AccountId by, Status status) {
        await(village.favourites.add(by, status.id()));
        told(new Fact.Favourited(by, status.id(), status.author()));
    }

    Status boosted(AccountId by, Status status) {
        Status boost = village.boost(by, status);
        told(posted(boost));
        return boost;
    }

    static Fact posted(Status status) {
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

    /** Posts and tells of it. */
    Status posted(AccountId author, String text, Visibility visibility) {
        Status status = village.post(author, text, visibility);
        told(posted(status));
        return status;
    }

    Status replied(AccountId author, String text, Visibility visibility, Status to) {
        Status status = await(village.posting.post(new NewStatus(
                author,
                text,
                "",
                Optional.of(to.id()),
                Optional.of(visibility),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
        told(posted(status));
        return status;
    }

    @SuppressWarnings("CompileTimeConstant")
    void sql(String statement, Object... arguments) {
        await(village.db.update(statement, arguments));
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
        return each(list(reader, "/v1/notifications"), "type");
    }

    /** What somebody finds at a path below {@code /api}. */
    JsonArray list(AccountId reader, String path) {
        return new JsonArray(answered(get(reader, path)));
    }

    JsonObject show(AccountId reader, String path) {
        return new JsonObject(answered(get(reader, path)));
    }

    private static String answered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    HttpResponse<String> get(AccountId reader, String path) {
        return send("GET", path, token(reader), "");
    }

    HttpResponse<String> post(AccountId by, String path, String form) {
        return send("POST", path, token(by), form);
    }

    HttpResponse<String> send(String method, String path, String token, String form) {
        String address = "http://127.0.0.1:" + port + "/api" + encoded(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .method(
                        method,
                        form.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Documented.check(answer);
            return answer;
        } catch (Exception failure) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }

    private static String encoded(String text) {
        return text.replace("[", "%5B").replace("]", "%5D");
    }

    static List<String> each(JsonArray entities, String member) {
        return entities.stream()
                .map(entity -> String.valueOf(((JsonObject) entity).getValue(member)))
                .toList();
    }

    @Override
    public void close() {
        village.close();
    }
}
