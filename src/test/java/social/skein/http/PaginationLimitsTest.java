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
 * Tests every list operation with more rows than fit a page: for any {@code limit}, a page never exceeds the maximum in
 * the OpenAPI document. Lists without pages are enumerated here with their bounds.
 */
class PaginationLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Ninety accounts that follow alice and are followed back, post and interact; ninety blocked ones, and ninety
     * strangers.
     */
    private static final String ACCOUNTS = """
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
            insert into scheduled_status (id, account_id, due_at, params)
                 select next_id(shard_of(:alice)), account_id, due_at, params from scheduled_status, generate_series(1, 50);
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

    private static final String PER_STATUS = """
            insert into status_tag (tag, status_id, account_id) select 'owl', id, account_id from owl_status;
            insert into status_search (status_id, account_id, is_public, mentions, document)
                 select id, account_id, true, mentions, to_tsvector('simple', 'owl') from owl_status;
            insert into favourite (account_id, status_id, id) select :alice, id, next_id(shard_of(:alice)) from owl_status;
            insert into bookmark (account_id, status_id, id) select :alice, id, next_id(shard_of(:alice)) from owl_status;
            insert into trending_status (status_id, score) select id, 1 from owl_status;
            insert into notification (account_id, type, from_account_id, status_id)
                 select :alice, 'mention', account_id, id from owl_status;
            insert into conversation (account_id, conversation_id, participant_ids, last_status_id, unread)
                 select :alice, id, array[account_id], id, true from owl_status;
            """;

    private static final String FILTERED = """
            update notification set filtered = true
             where from_account_id in (select id from account where username like 'shy%');
            insert into notification_request (account_id, from_account_id, last_status_id)
                 select account_id, from_account_id, status_id from notification where filtered;
            """;

    /** Links are not previewed, so none can trend. */
    private static final Set<String> EMPTY = Set.of("/api/v1/trends/links");

    /** The lists without pages, with their bounds. */
    private static final Map<String, String> WITHOUT_PAGES = Map.ofEntries(
            Map.entry("/api/v1/accounts", "the first 80 requested ids"),
            Map.entry("/api/v1/accounts/familiar_followers", "40 requested ids"),
            Map.entry("/api/v1/accounts/relationships", "400 requested ids"),
            Map.entry("/api/v1/statuses", "the first 40 requested ids"),
            Map.entry("/api/v1/statuses/{id}/history", "the first 1,000"),
            Map.entry("/api/v1/lists", "50 per account"),
            Map.entry("/api/v1/accounts/{id}/lists", "50 per account"),
            Map.entry("/api/v1/featured_tags", "10 per account"),
            Map.entry("/api/v1/accounts/{id}/featured_tags", "10 per account"),
            Map.entry("/api/v1/featured_tags/suggestions", "the best 10"),
            Map.entry("/api/v1/filters", "500 keywords per account"),
            Map.entry("/api/v2/filters", "100 per account"),
            Map.entry("/api/v2/filters/{id}/keywords", "500 per account"),
            Map.entry("/api/v2/filters/{id}/statuses", "500 per account"),
            Map.entry("/api/v1/exports/posts.json", "streamed, a page at a time"),
            Map.entry("/api/v1/announcements", "there are none"),
            Map.entry("/api/v1/custom_emojis", "5,000"),
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
        String owlStatuses = "(select id, account_id, mentions from status where source = 'owl') owl_status";
        deployment.sql((ACCOUNTS + PER_STATUS.replace("from owl_status", "from " + owlStatuses) + FILTERED)
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

    /** A list operation and its documented maximum limit; 0 if it has none. */
    private record PagedOperation(String path, int maxLimit) {
        boolean isUnpaged() {
            return maxLimit == 0;
        }
    }

    @Test
    void no_page_exceeds_the_documented_maximum() {
        List<PagedOperation> pages =
                listings().stream().filter(listing -> !listing.isUnpaged()).toList();
        assertThat(pages).hasSizeGreaterThan(30);
        for (PagedOperation page : pages) {
            for (String limit : List.of("100000", "4294967297", "9".repeat(40), "owl", "1e9", "0x7fffffff", "+90")) {
                HttpResponse<String> response = alice.send("GET", address(page, limit), Map.of());
                assertThat(response.statusCode())
                        .as(page.path() + " " + response.body())
                        .isEqualTo(200);
                assertThat(sizes(response))
                        .as(page.path() + " with the limit " + limit)
                        .allMatch(size -> size <= page.maxLimit());
            }
            assertThat(alice.send("GET", address(page, "-1"), Map.of()).statusCode())
                    .as(page.path())
                    .isEqualTo(400);
        }
    }

    /** Ensures that the pages of the other test are full; otherwise it would prove nothing. */
    @Test
    void every_page_can_be_filled_to_the_maximum() {
        for (PagedOperation page : listings()) {
            if (!page.isUnpaged() && !page.path().endsWith("unread_count") && !EMPTY.contains(page.path())) {
                HttpResponse<String> response = alice.send("GET", address(page, "100000"), Map.of());
                assertThat(sizes(response)).as(page.path()).contains(page.maxLimit());
            }
        }
    }

    @Test
    void every_list_without_pages_is_known_and_bounded() {
        assertThat(listings().stream().filter(PagedOperation::isUnpaged).map(PagedOperation::path))
                .as("list operations without pages: add paging, or add them here with their bounds")
                .containsExactlyInAnyOrderElementsOf(WITHOUT_PAGES.keySet());
    }

    private static String address(PagedOperation page, String limit) {
        String path = page.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }
        return path + "?q=owl&limit=" + limit;
    }

    /** The sizes of all lists in a response; a number counts as its value. */
    private static List<Integer> sizes(HttpResponse<String> response) {
        try {
            JsonNode found = JSON.readTree(response.body());
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
            JsonNode schema = get.path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            int maxLimit = StreamSupport.stream(get.path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("name").asText().equals("limit"))
                    .mapToInt(parameter ->
                            parameter.path("schema").path("maximum").asInt())
                    .sum();
            if (maxLimit > 0 || schema.path("type").asText().equals("array")) {
                listings.add(new PagedOperation(path.getKey(), maxLimit));
            }
        });
        return listings;
    }
}
