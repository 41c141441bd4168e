package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Compares home timelines after random histories with one SQL statement that defines their contents. The caps are
 * small, one author is pulled from the beginning and the others are from their third follower on, so that short
 * histories reach every limit. {@code -Dskein.seed=…} repeats the history of a seed.
 */
class HomeTimelinePropertyTest {
    private static final int PEOPLE = 5;
    private static final int STEPS = 120;
    private static final int CHECK_INTERVAL = 40;

    /** Selects the expected home timeline of an account, newest first; {@code me.id} stands for its id. */
    private static final String MODEL = """
            select s.id
              from status s
              left join status original on original.id = s.reblog_of_id
              left join follow f on f.account_id = me.id and f.target_id = s.account_id
             where s.visibility <> 'direct'
               and (s.account_id = me.id
                    or (f.account_id is not null
                        and (s.reblog_of_id is null or f.reblogs)
                        and (s.in_reply_to_account_id is null or s.reblog_of_id is not null
                             or s.in_reply_to_account_id in (me.id, s.account_id)
                             or exists (select from follow g
                                         where g.account_id = me.id and g.target_id = s.in_reply_to_account_id))
                        and not exists (
                            select from block b
                             where (b.account_id = me.id
                                    and (b.target_id in (s.account_id, s.reblog_of_account_id)
                                         or b.target_id = any(s.mentions)))
                                or (b.target_id = me.id and b.account_id in (s.account_id, s.reblog_of_account_id)))
                        and not exists (
                            select from mute m
                             where m.account_id = me.id
                               and (m.target_id in (s.account_id, s.reblog_of_account_id)
                                    or m.target_id = any(s.mentions)))))
             order by s.id desc
            """;

    private final Map<String, Person> users = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private TestDeployment deployment;

    @BeforeEach
    void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of(
                "SKEIN_TIMELINE_MAX_ENTRIES", "40",
                "SKEIN_TIMELINE_TRIM_SLACK", "3",
                "SKEIN_TIMELINE_PUSH_MAX_FOLLOWERS", "2",
                "SKEIN_RATE_LIMITS_ENABLED", "false"));
        for (int i = 0; i < PEOPLE; i++) {
            users.put("p" + i, deployment.signUp("p" + i));
        }
        deployment.sql("insert into pulled_author (account_id, since) values ("
                + users.get("p0").id() + ", now() - interval '1 hour')");
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    static List<Long> seeds() {
        Long given = Long.getLong("skein.seed");
        return given != null ? List.of(given) : List.of(4L, System.nanoTime() % 1_000_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void home_matches_the_model_after_any_history(long seed) {
        Random random = new Random(seed);
        for (int step = 1; step <= STEPS; step++) {
            performRandomAction(random);
            if (step % CHECK_INTERVAL == 0) {
                deployment.settle();
                for (String reader : users.keySet()) {
                    assertHomeMatchesModel(seed, reader, 5 + random.nextInt(36), random.nextBoolean());
                }
            }
        }
    }

    private void performRandomAction(Random random) {
        String actor = randomUser(random);
        String other = randomUser(random);
        int action = random.nextInt(100);
        if (action < 40) {
            post(actor, random);
        } else if (action < 48) {
            anyPost(random)
                    .ifPresent(status -> send(actor, "POST", "/api/v1/statuses/" + status + "/reblog", Map.of()));
        } else if (action < 53) {
            ownPost(actor, random).ifPresent(status -> send(actor, "DELETE", "/api/v1/statuses/" + status, Map.of()));
        } else if (action < 66) {
            changeRelation(actor, other, "follow", Map.of("reblogs", Boolean.toString(random.nextInt(4) > 0)));
        } else if (action < 76) {
            changeRelation(
                    actor,
                    other,
                    List.of("unfollow", "block", "unblock", "unblock", "mute", "unmute", "unmute")
                            .get(random.nextInt(7)),
                    Map.of());
        } else {
            injectEvent(actor, random.nextInt(14));
        }
    }

    /** Posts, at random as a reply, a direct message or with a mention, and occasionally enough to trim a timeline. */
    private void post(String actor, Random random) {
        Map<String, String> form = new HashMap<>();
        if (random.nextInt(3) == 0) {
            anyPost(random).ifPresent(status -> form.put("in_reply_to_id", status));
        }
        form.put(
                "visibility",
                List.of("public", "unlisted", "private", "direct").get(Math.min(3, random.nextInt(9) / 2)));
        String mention = random.nextInt(5) == 0 ? " @" + randomUser(random) : "";
        int count = random.nextInt(12) == 0 ? 25 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            form.put("status", "Words " + history.size() + " " + i + mention);
            send(actor, "POST", "/api/v1/statuses", form);
        }
    }

    private void injectEvent(String actor, int event) {
        if (event == 0) {
            history.add("Redis is wiped");
            deployment.wipeRedis();
        } else if (event == 1) {
            history.add("the timeline of " + actor + " is rebuilt");
            deployment.rebuildRedisTimeline(users.get(actor));
        } else if (event == 2) {
            history.add("the pulled authors take effect everywhere");
            deployment.sql("update pulled_author set since = since - interval '1 hour'");
        } else if (event == 3) {
            deployment.settle();
        } else {
            history.add(actor + " reads");
            users.get(actor).home();
        }
    }

    private void changeRelation(String actor, String other, String action, Map<String, String> form) {
        if (!actor.equals(other)) {
            send(actor, "POST", "/api/v1/accounts/" + users.get(other).id() + "/" + action, form);
        }
    }

    /** Sends a request; a random action may be forbidden, and then changes nothing. */
    private void send(String actor, String method, String path, Map<String, String> form) {
        int status = users.get(actor).send(method, path, form).statusCode();
        history.add(actor + " " + method + " " + path + " " + form + " -> " + status);
        assertThat(status).as(history.get(history.size() - 1)).isLessThan(500);
    }

    private String randomUser(Random random) {
        return "p" + random.nextInt(PEOPLE);
    }

    private Optional<String> anyPost(Random random) {
        return randomRow(random, "select id from status where reblog_of_id is null order by id desc limit 20");
    }

    private Optional<String> ownPost(String actor, Random random) {
        return randomRow(
                random,
                "select id from status where account_id = " + users.get(actor).id() + " order by id desc limit 20");
    }

    private Optional<String> randomRow(Random random, String sql) {
        List<String> found = deployment.sql(sql);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(random.nextInt(found.size())));
    }

    private void assertHomeMatchesModel(long seed, String reader, int limit, boolean upwards) {
        Person person = users.get(reader);
        List<String> model = deployment.sql(MODEL.replace("me.id", person.id()));
        List<String> home = upwards ? upwards(person, limit) : downwards(person, limit);
        assertThat(home)
                .as(() -> "seed " + seed + ", " + reader + " (" + person.id() + ") by " + limit
                        + (upwards ? " upwards" : "") + ", Redis " + deployment.redisTimeline(person) + ", pulled "
                        + deployment.sql("select account_id from pulled_author") + "\n" + String.join("\n", history))
                .isEqualTo(model);
    }

    private static List<String> downwards(Person reader, int limit) {
        List<String> all = new ArrayList<>();
        String next = "/api/v1/timelines/home?limit=" + limit;
        while (!next.isEmpty()) {
            next = page(reader, next, all, "next");
        }
        return all;
    }

    private static List<String> upwards(Person reader, int limit) {
        List<String> all = new ArrayList<>();
        String next = "/api/v1/timelines/home?limit=" + limit + "&min_id=1";
        while (!next.isEmpty()) {
            List<String> page = new ArrayList<>();
            next = page(reader, next, page, "prev");
            Collections.reverse(page);
            all.addAll(page);
        }
        Collections.reverse(all);
        return all;
    }

    /** Adds the entries of a page; returns the path of the linked page, or an empty string if there is none. */
    private static String page(Person reader, String path, List<String> all, String relation) {
        HttpResponse<String> response = reader.send("GET", path, Map.of());
        assertThat(response.statusCode()).isEqualTo(200);
        List<String> ids = new JsonArray(response.body())
                .stream().map(entry -> ((JsonObject) entry).getString("id")).toList();
        all.addAll(ids);
        for (String link : response.headers().firstValue("Link").orElse("").split(", ")) {
            if (link.endsWith("rel=\"" + relation + "\"") && !(ids.isEmpty() && relation.equals("prev"))) {
                return link.substring(link.indexOf("/api/"), link.indexOf('>'));
            }
        }
        return "";
    }
}
