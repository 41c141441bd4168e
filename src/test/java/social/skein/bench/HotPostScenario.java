package social.skein.bench;

import java.util.ArrayList;
import java.util.List;

/** Many people like one post, beside as many likes of many posts: a count that everybody queues for would show. */
final class HotPostScenario implements Scenario {
    @Override
    public String name() {
        return "hot-post";
    }

    @Override
    public String title() {
        return "favourites of one post by many people, beside as many of many posts";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        int number = scene.size().favourites();
        BenchUsers fans = BenchUsers.createNew(stand.stores(), number);
        BenchUsers.BenchUser author = scene.readers().users().get(0);
        MeasuredRounds many = new MeasuredRounds("favourites, of many posts", stand.cpuMeters());
        MeasuredRounds one = new MeasuredRounds("favourites, all of one post", stand.cpuMeters());
        String post = HttpCalls.postJson(
                        stand.port(), PostsScenario.STATUSES_PATH, author.token(), PostsScenario.postJson())
                .getString("id");
        List<String> posts = stand.stores()
                .queryColumn(
                        "select id from status where visibility = 'public' and reblog_of_id is null order by id desc limit ?",
                        number);
        posts.remove(post);
        BenchLog.info(number + " favourites of many posts, then of one");
        new ClosedLoopLoad(
                        stand.port(),
                        requests(BenchUsers.createNew(stand.stores(), number), posts),
                        WorkloadSize.CONNECTIONS)
                .runOnce();
        stand.settle();
        many.measureRound(
                () -> new ClosedLoopLoad(stand.port(), requests(fans, posts), WorkloadSize.CONNECTIONS).runOnce());
        stand.settle();
        one.measureRound(() ->
                new ClosedLoopLoad(stand.port(), requests(fans, List.of(post)), WorkloadSize.CONNECTIONS).runOnce());
        stand.settle();
        long counted = HttpCalls.getJson(stand.port(), PostsScenario.STATUSES_PATH + "/" + post, author.token())
                .getLong("favourites_count");
        return section(one.toMeasurement(), many.toMeasurement(), posts.size(), counted, number);
    }

    private static List<byte[]> requests(BenchUsers fans, List<String> posts) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < fans.users().size(); i++) {
            String post = posts.get(i % posts.size());
            requests.add(fans.users().get(i).post("/api/v1/statuses/" + post + "/favourite", "{}"));
        }
        return requests;
    }

    private ScenarioResult section(Measurement one, Measurement many, int posts, long counted, int given) {
        return ScenarioResult.of(
                this,
                "the client, Skein with all roles, PostgreSQL, Redis and Kafka",
                List.of(
                        one,
                        many,
                        Measurement.ratio("of one post / of many posts", one.value(), many.value()),
                        Measurement.amount("favourites that are not in the count afterwards", given - counted, "")
                                .withThreshold(Measurement.Threshold.atMost(0))),
                List.of(String.format("%,d people, each likes one post; %,d posts are many", given, posts)));
    }
}
