package social.skein.fault;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Compares, when all is quiet again: the ledger with PostgreSQL, and PostgreSQL with what people see at each instance. What
 * people should see is said here once more, in plain statements, and asks nothing of the code that is tried.
 */
final class Reconciler {
    private static final String POSTS = "select id, source from status where reblog_of_id is null";

    private static final String LIKES = "select account_id, status_id from favourite";

    /** All posts of those whom somebody follows, and their own. */
    private static final String HOME = """
            select id from status
             where visibility <> 'direct'
               and (account_id = ?::bigint
                    or account_id in (select target_id from follow where account_id = ?::bigint))
             order by id desc
            """;

    /** Who named somebody in a post that is there, and who liked a post of somebody's. */
    private static final String NOTIFICATIONS = """
            select 'mention' as type, account_id as actor, id as status from status
             where ?::bigint = any(mentions) and account_id <> ?::bigint
            union all
            select 'favourite', favourite.account_id, status.id
              from favourite join status on status.id = favourite.status_id
             where status.account_id = ?::bigint and favourite.account_id <> ?::bigint
            """;

    private static final String DEAD_LETTERS =
            "select role || ': ' || cause as letter from dead_letter where replayed_at is null";

    private final FaultDeployment deployment;
    private final UserRing users;
    private final ClientHistory history;
    private final Set<String> lost = new TreeSet<>();
    private final Set<String> duplicated = new TreeSet<>();
    private final Set<String> inconsistent = new TreeSet<>();

    Reconciler(FaultDeployment deployment, UserRing users, ClientHistory history) {
        this.deployment = deployment;
        this.users = users;
        this.history = history;
    }

    /**
     * What does not agree.
     *
     * @param lost acknowledged, and not there
     * @param duplicated there more than once
     * @param inconsistent shown otherwise than PostgreSQL has it, or contradicted while people wrote
     */
    record Findings(Set<String> lost, Set<String> duplicated, Set<String> inconsistent) {}

    Findings compare() {
        inconsistent.addAll(history.contradictions());
        Map<String, List<String>> posts = posts();
        Set<String> there = posts.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        addMissing("post ", history.expectedPosts(), there, lost);
        history.deletedPosts().stream()
                .filter(there::contains)
                .forEach(id -> inconsistent.add("deleted post " + id + " is there"));
        history.refusedTexts().stream()
                .filter(posts::containsKey)
                .forEach(text -> inconsistent.add("refused, and there: " + text));
        posts.forEach((text, ids) -> {
            if (ids.size() > 1) {
                duplicated.add("\"" + text + "\" is there as " + ids);
            }
        });
        Set<ClientHistory.Like> likes = new HashSet<>(
                deployment.sql(LIKES, row -> new ClientHistory.Like(row.get("account_id"), row.get("status_id"))));
        history.likes().stream()
                .filter(like -> there.contains(like.status()) && !likes.contains(like))
                .forEach(like -> lost.add(like.toString()));
        Map<String, Long> liked =
                likes.stream().collect(Collectors.groupingBy(ClientHistory.Like::status, Collectors.counting()));
        List<Integer> ports = deployment.ports();
        for (int i = 0; i < users.users().size(); i++) {
            Person reader = users.users().get(i).atPort(ports.get(i % ports.size()));
            checkHome(reader);
            checkCounts(reader, liked);
            checkNotifications(reader);
        }
        return new Findings(lost, duplicated, inconsistent);
    }

    /** Dead letters there should not be, by role and cause. */
    List<String> deadLetters() {
        return deployment.sql(DEAD_LETTERS, row -> row.get("letter"));
    }

    private Map<String, List<String>> posts() {
        Map<String, List<String>> byText = new HashMap<>();
        deployment.sql(
                POSTS,
                row -> byText.computeIfAbsent(row.get("source"), text -> new ArrayList<>())
                        .add(row.get("id")));
        return byText;
    }

    private void checkHome(Person reader) {
        List<String> seen = TestDeployment.readWholeHome(reader, 40);
        List<String> expected = deployment.sql(HOME, row -> row.get("id"), reader.id(), reader.id());
        checkDuplicates("home of " + reader.name() + " at " + reader.port(), seen);
        if (!seen.equals(expected)) {
            reportDifference("home of " + reader.name() + " at " + reader.port(), expected, seen);
        }
    }

    /** The first page's likes, as they are counted and as they are. */
    private void checkCounts(Person reader, Map<String, Long> likes) {
        for (JsonObject status : reader.list("/api/v1/timelines/home?limit=40")) {
            long rows = likes.getOrDefault(status.getString("id"), 0L);
            if (rows != status.getLong("favourites_count")) {
                inconsistent.add("post " + status.getString("id") + " shows " + status.getLong("favourites_count")
                        + " likes and has " + rows);
            }
        }
    }

    private void checkNotifications(Person reader) {
        String what = "notifications of " + reader.name() + " at " + reader.port();
        List<String> seen = new ArrayList<>();
        String path = "/api/v1/notifications?limit=80&types[]=mention&types[]=favourite";
        List<JsonObject> page = reader.list(path);
        while (!page.isEmpty()) {
            page.forEach(told -> seen.add(told.getString("type") + " by "
                    + told.getJsonObject("account").getString("id") + " of "
                    + told.getJsonObject("status").getString("id")));
            page = reader.list(path + "&max_id=" + page.get(page.size() - 1).getString("id"));
        }
        checkDuplicates(what, seen);
        Set<String> expected = new LinkedHashSet<>(deployment.sql(
                NOTIFICATIONS,
                row -> row.get("type") + " by " + row.get("actor") + " of " + row.get("status"),
                reader.id(),
                reader.id(),
                reader.id(),
                reader.id()));
        if (!expected.equals(new HashSet<>(seen))) {
            reportDifference(what, expected, seen);
        }
    }

    private void checkDuplicates(String what, List<String> actual) {
        Set<String> before = new HashSet<>();
        actual.stream()
                .filter(one -> !before.add(one))
                .forEach(one -> duplicated.add(one + " is twice in the " + what));
    }

    private void reportDifference(String what, Iterable<String> expected, Iterable<String> actual) {
        addMissing("in the " + what + ": ", asSet(expected), asSet(actual), lost);
        addMissing("too much in the " + what + ": ", asSet(actual), asSet(expected), inconsistent);
        if (asSet(expected).equals(asSet(actual))) {
            inconsistent.add("the " + what + " is in another order");
        }
    }

    private static void addMissing(String what, Set<String> expected, Set<String> actual, Set<String> missing) {
        expected.stream().filter(one -> !actual.contains(one)).forEach(one -> missing.add(what + one));
    }

    private static Set<String> asSet(Iterable<String> some) {
        Set<String> all = new LinkedHashSet<>();
        some.forEach(all::add);
        return all;
    }
}
