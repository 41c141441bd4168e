package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.OpenApiConformance;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Each operation that lists something, where there is more of it than a page holds: whatever limit is asked for, nobody gets
 * more than the API's document says. What has no pages is bounded otherwise, and named here.
 */
class PaginationLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ninety people who are followed and follow, wrote, and did whatever is listed; as many who are blocked, or not known. */
    private static final String CROWD = """
            insert into account (id, username, discoverable, indexable)
                 select next_id(n), 'owl' || n, true, true from generate_series(1, 90) n;
            insert into account (id, username, discoverable)
                 select next_id(n), 'pest' || n, false from generate_series(1, 90) n;
            insert into account (id, username, discoverable)
                 select next_id(n), 'shy' || n, true from generate_series(1, 90) n;
            insert into account_counter (account_id, slot, last_status_at)
                 select id, 0, now() - case when username like 'owl%' then interval '1 day' else interval '0' end
                   from account where username similar to '(owl|shy)%';

            insert into follow (account_id, target_id, id)
                 select id, :alice, next_id(shard_of(id)) from account where username like 'owl%';
            insert into follow (account_id, target_id, id)
                 select :alice, id, next_id(shard_of(:alice)) from account where username like 'owl%';
            insert into follow_request (account_id, target_id, id)
                 select id, :alice, next_id(shard_of(id)) from account where username like 'shy%';
            insert into block (account_id, target_id, id)
                 select :alice, id, next_id(shard_of(:alice)) from account where username like 'pest%';
            insert into mute (account_id, target_id, id)
                 select :alice, id, next_id(shard_of(:alice)) from account where username like 'pest%';
            insert into endorsement (account_id, target_id, id)
                 select :alice, id, next_id(shard_of(:alice)) from account where username like 'owl%';
            insert into list_account (list_id, target_id, id, account_id, follow_id)
                 select :list, target_id, next_id(shard_of(:alice)), :alice, id from follow where account_id = :alice;
            insert into tag (name, uses) select 'owl' || n, 1 from generate_series(1, 250) n;
            insert into tag_follow (account_id, tag, id)
                 select :alice, 'owl' || n, next_id(shard_of(:alice)) from generate_series(1, 250) n;
            insert into trending_tag (tag, score) select 'owl' || n, 1 from generate_series(1, 50) n;

            insert into status (id, account_id, visibility, content, source)
                 select next_id(shard_of(:alice)), :alice, 'public', '<p>hoot</p>', 'hoot' from generate_series(1, 50);
            insert into scheduled_status (id, account_id, due_at, asked)
                 select next_id(shard_of(:alice)), account_id, due_at, asked from scheduled_status, generate_series(1, 50);
            insert into status (id, account_id, visibility, reblog_of_id, reblog_of_account_id)
                 select next_id(shard_of(id)), id, 'public', :post, :alice from account where username like 'owl%';
            insert into favourite (account_id, status_id, id)
                 select id, :post, next_id(shard_of(id)) from account where username like 'owl%';
            insert into notification (account_id, type, from_account_id, status_id, group_key)
                 select :alice, 'favourite', id, :post, 'favourite-:post-1' from account where username like 'owl%';
            insert into status (id, account_id, visibility, content, source, tags, mentions)
                 select next_id(shard_of(id)), id, 'public', '<p>owl</p>', 'owl', '{owl}', array[:alice]
                   from account where username similar to '(owl|shy)%';
            """;

    private static final String OF_EACH_POST = """
            insert into status_tag (tag, status_id, account_id) select 'owl', id, account_id from said;
            insert into status_search (status_id, account_id, is_public, mentions, document)
                 select id, account_id, true, mentions, to_tsvector('simple', 'owl') from said;
            insert into favourite (account_id, status_id, id) select :alice, id, next_id(shard_of(:alice)) from said;
            insert into bookmark (account_id, status_id, id) select :alice, id, next_id(shard_of(:alice)) from said;
            insert into trending_status (status_id, score) select id, 1 from said;
            insert into notification (account_id, type, from_account_id, status_id)
                 select :alice, 'mention', account_id, id from said;
            insert into conversation (account_id, conversation_id, participant_ids, last_status_id, unread)
                 select :alice, id, array[account_id], id, true from said;
            """;

    private static final String KEPT_BACK = """
            update notification set filtered = true
             where from_account_id in (select id from account where username like 'shy%');
            insert into notification_request (account_id, from_account_id, last_status_id)
                 select account_id, from_account_id, status_id from notification where filtered;
            """;

    /** No links are looked into, so there are none to list. */
    private static final Set<String> EMPTY = Set.of("/api/v1/trends/links");

    /** What bounds the lists that have no pages. */
    private static final Map<String, String> WITHOUT_PAGES = Map.ofEntries(
            Map.entry("/api/v1/accounts", "the first 80 of whom is asked for"),
            Map.entry("/api/v1/accounts/familiar_followers", "40 may be asked for"),
            Map.entry("/api/v1/accounts/relationships", "400 may be asked for"),
            Map.entry("/api/v1/statuses", "the first 40 of what is asked for"),
            Map.entry("/api/v1/statuses/{id}/history", "the first 1,000"),
            Map.entry("/api/v1/lists", "somebody may have 50"),
            Map.entry("/api/v1/accounts/{id}/lists", "somebody may have 50"),
            Map.entry("/api/v1/featured_tags", "somebody may have 10"),
            Map.entry("/api/v1/accounts/{id}/featured_tags", "somebody may have 10"),
            Map.entry("/api/v1/featured_tags/suggestions", "the best 10"),
            Map.entry("/api/v1/filters", "somebody may have 500 keywords"),
            Map.entry("/api/v2/filters", "somebody may have 100"),
            Map.entry("/api/v2/filters/{id}/keywords", "somebody may have 500"),
            Map.entry("/api/v2/filters/{id}/statuses", "somebody may have 500"),
            Map.entry("/api/v1/exports/posts.json", "written as fast as it is read, a page at a time"),
            Map.entry("/api/v1/announcements", "there are none"),
            Map.entry("/api/v1/custom_emojis", "there are none"),
            Map.entry("/api/v1/domain_blocks", "there are none"),
            Map.entry("/api/v1/instance/domain_blocks", "there are none"),
            Map.entry("/api/v1/instance/peers", "there are none"),
            Map.entry("/api/v1/instance/rules", "there are none"));

    private static TestDeployment deployment;
    private static Person alice;
    private static Map<String, String> ids;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream"));
        alice = deployment.signUp("alice");
        String post = alice.posts("hoot").getString("id");
        String list = alice.post("/api/v1/lists", Map.of("title", "birds")).getString("id");
        alice.posts(Map.of("status", "later", "scheduled_at", "2040-01-01T00:00:00.000Z"));
        String said = "(select id, account_id, mentions from status where source = 'owl') said";
        deployment.sql((CROWD + OF_EACH_POST.replace("from said", "from " + said) + KEPT_BACK)
                .replace(":alice", alice.id())
                .replace(":post", post)
                .replace(":list", list));
        ids = Map.of(
                "{group_key}", "favourite-" + post + "-1",
                "{tag}", "owl",
                "/accounts/{id}", "/accounts/" + alice.id(),
                "/statuses/{id}", "/statuses/" + post,
                "/lists/{id}", "/lists/" + list,
                "/list/{id}", "/list/" + list);
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    /** An operation that gives a list, and how much of it at most; 0 where that is not said. */
    private record PagedOperation(String path, int most) {
        boolean isWhole() {
            return most == 0;
        }
    }

    @Test
    void nobody_gets_more_than_is_said() {
        List<PagedOperation> pages =
                listings().stream().filter(listing -> !listing.isWhole()).toList();
        assertThat(pages).hasSizeGreaterThan(30);
        for (PagedOperation page : pages) {
            for (String limit : List.of("100000", "4294967297", "9".repeat(40), "owl", "1e9", "0x7fffffff", "+90")) {
                HttpResponse<String> answer = alice.send("GET", address(page, limit), Map.of());
                assertThat(answer.statusCode())
                        .as(page.path() + " " + answer.body())
                        .isEqualTo(200);
                assertThat(sizes(answer)).as(page.path() + " of " + limit).allMatch(size -> size <= page.most());
            }
            assertThat(alice.send("GET", address(page, "-1"), Map.of()).statusCode())
                    .as(page.path())
                    .isEqualTo(400);
        }
    }

    /** Else it would prove nothing that no page was longer. */
    @Test
    void there_is_as_much_as_is_said() {
        for (PagedOperation page : listings()) {
            if (!page.isWhole() && !page.path().endsWith("unread_count") && !EMPTY.contains(page.path())) {
                HttpResponse<String> answer = alice.send("GET", address(page, "100000"), Map.of());
                assertThat(sizes(answer)).as(page.path()).contains(page.most());
            }
        }
    }

    @Test
    void what_is_listed_without_pages_has_another_end() {
        assertThat(listings().stream().filter(PagedOperation::isWhole).map(PagedOperation::path))
                .as("These list something: page them, or say here what bounds them")
                .containsExactlyInAnyOrderElementsOf(WITHOUT_PAGES.keySet());
    }

    private static String address(PagedOperation page, String limit) {
        String path = page.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }
        return path + "?q=owl&limit=" + limit;
    }

    /** The lengths of all lists that an answer is or has. A count is as long as it says. */
    private static List<Integer> sizes(HttpResponse<String> answer) {
        try {
            JsonNode found = JSON.readTree(answer.body());
            if (found.isArray()) {
                return List.of(found.size());
            }
            List<Integer> sizes = new ArrayList<>();
            found.forEach(member -> sizes.add(member.isNumber() ? member.asInt() : member.size()));
            return sizes;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static List<PagedOperation> listings() {
        List<PagedOperation> listings = new ArrayList<>();
        OpenApiConformance.document().path("paths").fields().forEachRemaining(path -> {
            JsonNode get = path.getValue().path("get");
            JsonNode answer = get.path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            int most = StreamSupport.stream(get.path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("name").asText().equals("limit"))
                    .mapToInt(parameter ->
                            parameter.path("schema").path("maximum").asInt())
                    .sum();
            if (most > 0 || answer.path("type").asText().equals("array")) {
                listings.add(new PagedOperation(path.getKey(), most));
            }
        });
        return listings;
    }
}
