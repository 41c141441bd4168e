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
import social.skein.support.Deployment;
import social.skein.support.Person;

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

    private static final String LETTERS =
            "select role || ': ' || cause as letter from dead_letter where replayed_at is null";

    private final Site site;
    private final Town town;
    private final Ledger ledger;
    private final Set<String> lost = new TreeSet<>();
    private final Set<String> repeated = new TreeSet<>();
    private final Set<String> amiss = new TreeSet<>();

    Reconciler(Site site, Town town, Ledger ledger) {
        this.site = site;
        this.town = town;
        this.ledger = ledger;
    }

    /**
     * What does not agree.
     *
     * @param lost acknowledged, and not there
     * @param repeated there more than once
     * @param amiss shown otherwise than PostgreSQL has it, or contradicted while people wrote
     */
    record Findings(Set<String> lost, Set<String> repeated, Set<String> amiss) {}

    Findings compare() {
        amiss.addAll(ledger.contradictions());
        Map<String, List<String>> posts = posts();
        Set<String> there = posts.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        amountsTo("post ", ledger.kept(), there, lost);
        ledger.gone().stream().filter(there::contains).forEach(id -> amiss.add("deleted post " + id + " is there"));
        ledger.refusals().stream().filter(posts::containsKey).forEach(text -> amiss.add("refused, and there: " + text));
        posts.forEach((text, ids) -> {
            if (ids.size() > 1) {
                repeated.add("\"" + text + "\" is there as " + ids);
            }
        });
        Set<Ledger.Like> likes =
                new HashSet<>(site.sql(LIKES, row -> new Ledger.Like(row.get("account_id"), row.get("status_id"))));
        ledger.likes().stream()
                .filter(like -> there.contains(like.status()) && !likes.contains(like))
                .forEach(like -> lost.add(like.toString()));
        Map<String, Long> liked =
                likes.stream().collect(Collectors.groupingBy(Ledger.Like::status, Collectors.counting()));
        List<Integer> ports = site.ports();
        for (int i = 0; i < town.people().size(); i++) {
            Person reader = town.people().get(i).at(ports.get(i % ports.size()));
            home(reader);
            counts(reader, liked);
            notifications(reader);
        }
        return new Findings(lost, repeated, amiss);
    }

    /** Dead letters there should not be, by role and cause. */
    List<String> deadLetters() {
        return site.sql(LETTERS, row -> row.get("letter"));
    }

    private Map<String, List<String>> posts() {
        Map<String, List<String>> byText = new HashMap<>();
        site.sql(
                POSTS,
                row -> byText.computeIfAbsent(row.get("source"), text -> new ArrayList<>())
                        .add(row.get("id")));
        return byText;
    }

    private void home(Person reader) {
        List<String> seen = Deployment.wholeHome(reader, 40);
        List<String> expected = site.sql(HOME, row -> row.get("id"), reader.id(), reader.id());
        once("home of " + reader.name() + " at " + reader.port(), seen);
        if (!seen.equals(expected)) {
            differ("home of " + reader.name() + " at " + reader.port(), expected, seen);
        }
    }

    /** The first page's likes, as they are counted and as they are. */
    private void counts(Person reader, Map<String, Long> likes) {
        for (JsonObject status : reader.list("/api/v1/timelines/home?limit=40")) {
            long rows = likes.getOrDefault(status.getString("id"), 0L);
            if (rows != status.getLong("favourites_count")) {
                amiss.add("post " + status.getString("id") + " shows " + status.getLong("favourites_count")
                        + " likes and has " + rows);
            }
        }
    }

    private void notifications(Person reader) {
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
        once(what, seen);
        Set<String> expected = new LinkedHashSet<>(site.sql(
                NOTIFICATIONS,
                row -> row.get("type") + " by " + row.get("actor") + " of " + row.get("status"),
                reader.id(),
                reader.id(),
                reader.id(),
                reader.id()));
        if (!expected.equals(new HashSet<>(seen))) {
            differ(what, expected, seen);
        }
    }

    private void once(String what, List<String> seen) {
        Set<String> before = new HashSet<>();
        seen.stream().filter(one -> !before.add(one)).forEach(one -> repeated.add(one + " is twice in the " + what));
    }

    private void differ(String what, Iterable<String> expected, Iterable<String> seen) {
        amountsTo("in the " + what + ": ", asSet(expected), asSet(seen), lost);
        amountsTo("too much in the " + what + ": ", asSet(seen), asSet(expected), amiss);
        if (asSet(expected).equals(asSet(seen))) {
            amiss.add("the " + what + " is in another order");
        }
    }

    private static void amountsTo(String what, Set<String> wanted, Set<String> there, Set<String> missing) {
        wanted.stream().filter(one -> !there.contains(one)).forEach(one -> missing.add(what + one));
    }

    private static Set<String> asSet(Iterable<String> some) {
        Set<String> all = new LinkedHashSet<>();
        some.forEach(all::add);
        return all;
    }
}
