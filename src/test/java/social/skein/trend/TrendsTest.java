package social.skein.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.DomainFixture.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.status.Status;
import social.skein.support.DomainFixture;
import social.skein.tag.TagFollows;
import social.skein.tag.TagViews;
import social.skein.tag.Tags;

/** Tests trends. The tests pass the time of each computation. */
class TrendsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static DomainFixture domain;
    private static Trends trends;
    private static int port;

    @BeforeAll
    static void open() {
        domain = new DomainFixture();
        trends = new Trends(domain.db);
        TagViews tags =
                new TagViews(DomainFixture.ORIGIN, new Tags(domain.db, Clock.systemUTC()), new TagFollows(domain.db));
        port = domain.serve(new TrendRoutes(trends, tags, domain.visible, domain.statusViews)::mount, router -> {});
    }

    @AfterAll
    static void close() {
        domain.close();
    }

    @BeforeEach
    void clear() {
        domain.clear();
        await(domain.db.update("truncate status_tag, tag, trending_tag, trending_status, block"));
        await(domain.db.update("update account set discoverable = true"));
    }

    @Test
    void many_accounts_with_one_post_each_outweigh_one_account_with_many() {
        domain.post(domain.alice, "#geese");
        domain.post(domain.bob, "#geese");
        domain.post(domain.carol, "#geese");
        for (int i = 0; i < 9; i++) {
            domain.post(domain.alice, "#ducks #alone " + i);
        }
        domain.post(domain.bob, "#ducks");
        refresh(Duration.ZERO);

        List<JsonObject> tags = list("/api/v1/trends/tags");
        assertThat(tags).extracting(tag -> tag.getString("name")).containsExactly("geese", "ducks");
        assertThat(tags.get(0).getJsonArray("history").getJsonObject(0).getString("accounts"))
                .isEqualTo("3");
        assertThat(list("/api/v1/trends")).isEqualTo(tags);
        assertThat(list("/api/v1/trends/tags?limit=1&offset=1"))
                .extracting(tag -> tag.getString("name"))
                .containsExactly("ducks");
        assertThat(list("/api/v1/trends/tags?offset=9")).isEmpty();
        assertThat(list("/api/v1/trends/links?limit=5&offset=1")).isEmpty();
    }

    @Test
    void unused_items_lose_score_and_disappear() {
        domain.post(domain.alice, "#old");
        domain.post(domain.bob, "#old");
        refresh(Duration.ZERO);
        double first = score();
        refresh(Duration.ofDays(1));
        assertThat(score()).isBetween(first * 0.49, first * 0.51);
        assertThat(list("/api/v1/trends/tags")).hasSize(1);
        refresh(Duration.ofDays(8));
        assertThat(list("/api/v1/trends/tags")).isEmpty();
    }

    @Test
    void private_posts_and_undiscoverable_authors_do_not_trend() {
        for (AccountId account : List.of(domain.alice, domain.bob, domain.carol)) {
            domain.post(account, "#quiet", Visibility.UNLISTED);
            domain.post(account, "#secret", Visibility.PRIVATE);
        }
        domain.post(domain.alice, "#shy");
        Status shy = domain.post(domain.bob, "#shy");
        like(domain.alice, shy);
        like(domain.carol, shy);
        refresh(Duration.ZERO);
        assertThat(list("/api/v1/trends/tags")).hasSize(1);
        assertThat(list("/api/v1/trends/statuses")).hasSize(1);

        await(domain.db.update("update account set discoverable = false where id = $1", domain.bob.value()));
        refresh(Duration.ZERO);
        assertThat(list("/api/v1/trends/tags")).isEmpty();
        assertThat(list("/api/v1/trends/statuses")).isEmpty();
    }

    @Test
    void posts_shared_by_several_accounts_trend_until_they_are_deleted() {
        Status loved = domain.post(domain.alice, "loved");
        Status liked = domain.post(domain.bob, "liked");
        Status own = domain.post(domain.carol, "by its author and one friend");
        Status reply = domain.post(domain.alice, "hidden from all", Visibility.PRIVATE);
        AccountId dave = domain.createAccount("dave" + System.nanoTime() % 1_000_000);
        for (AccountId fan : List.of(domain.bob, domain.carol, dave)) {
            like(fan, loved);
        }
        domain.boost(domain.bob, loved);
        like(domain.alice, liked);
        domain.boost(domain.carol, liked);
        like(domain.carol, own);
        like(domain.bob, own);
        like(domain.alice, reply);
        refresh(Duration.ZERO);

        assertThat(ids("")).containsExactly(loved.id().toString(), liked.id().toString());
        assertThat(ids("?limit=1&offset=1")).containsExactly(liked.id().toString());

        await(domain.db.update(
                "insert into block (account_id, target_id, id) values ($1, $2, 1)",
                domain.alice.value(),
                dave.value()));
        assertThat(ids("?limit=1", domain.token(dave, Scope.READ)))
                .as("alice blocked dave")
                .containsExactly(liked.id().toString());

        await(domain.posting.delete(domain.alice, loved.id(), false));
        assertThat(ids(""))
                .as("without a new computation")
                .containsExactly(liked.id().toString());
        refresh(Duration.ofDays(4));
        assertThat(ids("")).isEmpty();
    }

    @Test
    void malformed_requests_are_rejected() {
        assertThat(get("/api/v1/trends/tags?limit=-1", "").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/trends/statuses?offset=-1", "").statusCode()).isEqualTo(400);
    }

    private static void refresh(Duration later) {
        await(trends.refresh(Instant.now().plus(later)));
    }

    private static double score() {
        return await(domain.db.one("select score from trending_tag", row -> row.getDouble("score")));
    }

    private static void like(AccountId by, Status status) {
        await(domain.favourites.add(by, status.id()));
    }

    private static List<String> ids(String query) {
        return ids(query, "");
    }

    private static List<String> ids(String query, String token) {
        return new JsonArray(get("/api/v1/trends/statuses" + query, token).body())
                .stream().map(entry -> ((JsonObject) entry).getString("id")).toList();
    }

    private static List<JsonObject> list(String path) {
        return new JsonArray(get(path, "").body())
                .stream().map(JsonObject.class::cast).toList();
    }

    private static HttpResponse<String> get(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
