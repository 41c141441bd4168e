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
 * Compares the history with PostgreSQL, and PostgreSQL with the pages of every user at the instances, once all facts
 * are handled. The expected pages come from separate SQL statements, which share no code with the tested system.
 */
final class Reconciler {
    private static final String POSTS = "select id, source from status where reblog_of_id is null";

    private static final String LIKES = "select account_id, status_id from favourite";

    /** All posts of the followed accounts and of the reader. */
    private static final String HOME = """
            select id from status
             where visibility <> 'direct'
               and (account_id = ?::bigint
                    or account_id in (select target_id from follow where account_id = ?::bigint))
             order by id desc
            """;

    /** Mentions of the reader in existing posts, and favourites of the reader's posts. */
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
     * The differences.
     *
     * @param lost acknowledged, but missing
     * @param duplicated present more than once
     * @param inconsistent displayed differently from PostgreSQL, or answered with contradictory responses
     */
    record Findings(Set<String> lost, Set<String> duplicated, Set<String> inconsistent) {}

    Findings compare() {
        inconsistent.addAll(history.contradictions());
        Map<String, List<String>> posts = posts();
        Set<String> existing = posts.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        addMissing("post ", history.expectedPosts(), existing, lost);
        history.deletedPosts().stream()
                .filter(existing::contains)
                .forEach(id -> inconsistent.add("deleted post " + id + " still exists"));
        history.refusedTexts().stream()
                .filter(posts::containsKey)
                .forEach(text -> inconsistent.add("refused, but exists: " + text));
        posts.forEach((text, ids) -> {
            if (ids.size() > 1) {
                duplicated.add("\"" + text + "\" exists as " + ids);
            }
        });
        Set<ClientHistory.Like> likes = new HashSet<>(
                deployment.sql(LIKES, row -> new ClientHistory.Like(row.get("account_id"), row.get("status_id"))));
        history.likes().stream()
                .filter(like -> existing.contains(like.status()) && !likes.contains(like))
                .forEach(like -> lost.add(like.toString()));
        Map<String, Long> favouriteCounts =
                likes.stream().collect(Collectors.groupingBy(ClientHistory.Like::status, Collectors.counting()));
        List<Integer> ports = deployment.ports();
        for (int i = 0; i < users.users().size(); i++) {
            Person reader = users.users().get(i).atPort(ports.get(i % ports.size()));
            checkHome(reader);
            checkCounts(reader, favouriteCounts);
            checkNotifications(reader);
        }
        return new Findings(lost, duplicated, inconsistent);
    }

    /** Returns the dead letters with role and cause. */
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

    /** Compares the favourite counts of the first page with the rows. */
    private void checkCounts(Person reader, Map<String, Long> likes) {
        for (JsonObject status : reader.list("/api/v1/timelines/home?limit=40")) {
            long rows = likes.getOrDefault(status.getString("id"), 0L);
            if (rows != status.getLong("favourites_count")) {
                inconsistent.add("post " + status.getString("id") + " displays " + status.getLong("favourites_count")
                        + " favourites and has " + rows);
            }
        }
    }

    private void checkNotifications(Person reader) {
        String label = "notifications of " + reader.name() + " at " + reader.port();
        List<String> seen = new ArrayList<>();
        String path = "/api/v1/notifications?limit=80&types[]=mention&types[]=favourite";
        List<JsonObject> page = reader.list(path);
        while (!page.isEmpty()) {
            page.forEach(notification -> seen.add(notification.getString("type") + " by "
                    + notification.getJsonObject("account").getString("id") + " of "
                    + notification.getJsonObject("status").getString("id")));
            page = reader.list(path + "&max_id=" + page.get(page.size() - 1).getString("id"));
        }
        checkDuplicates(label, seen);
        Set<String> expected = new LinkedHashSet<>(deployment.sql(
                NOTIFICATIONS,
                row -> row.get("type") + " by " + row.get("actor") + " of " + row.get("status"),
                reader.id(),
                reader.id(),
                reader.id(),
                reader.id()));
        if (!expected.equals(new HashSet<>(seen))) {
            reportDifference(label, expected, seen);
        }
    }

    private void checkDuplicates(String page, List<String> actual) {
        Set<String> unique = new HashSet<>();
        actual.stream()
                .filter(entry -> !unique.add(entry))
                .forEach(entry -> duplicated.add(entry + " is repeated in the " + page));
    }

    private void reportDifference(String page, Iterable<String> expected, Iterable<String> actual) {
        addMissing("missing from the " + page + ": ", asSet(expected), asSet(actual), lost);
        addMissing("unexpected in the " + page + ": ", asSet(actual), asSet(expected), inconsistent);
        if (asSet(expected).equals(asSet(actual))) {
            inconsistent.add("the " + page + " is in the wrong order");
        }
    }

    private static void addMissing(String prefix, Set<String> expected, Set<String> actual, Set<String> missing) {
        expected.stream().filter(entry -> !actual.contains(entry)).forEach(entry -> missing.add(prefix + entry));
    }

    private static Set<String> asSet(Iterable<String> entries) {
        Set<String> set = new LinkedHashSet<>();
        entries.forEach(set::add);
        return set;
    }
}
