package social.skein.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures favourites of one post by many accounts, against as many favourites of many posts. Contention for the count
 * of one post would show as a difference.
 */
final class HotPostScenario implements Scenario {
    @Override
    public String name() {
        return "hot-post";
    }

    @Override
    public String title() {
        return "favourites of one post by many accounts, against as many of many posts";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        int number = context.size().favourites();
        BenchUsers users = BenchUsers.createNew(deployment.stores(), number);
        BenchUsers.BenchUser author = context.readers().users().get(0);
        MeasuredRounds many = new MeasuredRounds("favourites of many posts", deployment.cpuMeters());
        MeasuredRounds one = new MeasuredRounds("favourites of one post", deployment.cpuMeters());
        String post = HttpCalls.postJson(
                        deployment.port(), PostsScenario.STATUSES_PATH, author.token(), PostsScenario.postJson())
                .getString("id");
        List<String> posts = deployment
                .stores()
                .queryColumn(
                        "select id from status where visibility = 'public' and reblog_of_id is null"
                                + " order by id desc limit ?",
                        number);
        posts.remove(post);
        BenchLog.info(number + " favourites of many posts, then of one");
        new ClosedLoopLoad(
                        deployment.port(),
                        requests(BenchUsers.createNew(deployment.stores(), number), posts),
                        WorkloadSize.CONNECTIONS)
                .runOnce();
        deployment.settle();
        many.measureRound(() ->
                new ClosedLoopLoad(deployment.port(), requests(users, posts), WorkloadSize.CONNECTIONS).runOnce());
        deployment.settle();
        one.measureRound(
                () -> new ClosedLoopLoad(deployment.port(), requests(users, List.of(post)), WorkloadSize.CONNECTIONS)
                        .runOnce());
        deployment.settle();
        long counted = HttpCalls.getJson(deployment.port(), PostsScenario.STATUSES_PATH + "/" + post, author.token())
                .getLong("favourites_count");
        return section(one.toMeasurement(), many.toMeasurement(), posts.size(), counted, number);
    }

    private static List<byte[]> requests(BenchUsers users, List<String> posts) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < users.users().size(); i++) {
            String post = posts.get(i % posts.size());
            requests.add(users.users().get(i).post("/api/v1/statuses/" + post + "/favourite", "{}"));
        }
        return requests;
    }

    private ScenarioResult section(Measurement one, Measurement many, int posts, long counted, int expected) {
        return ScenarioResult.of(
                this,
                "the client, Skein with all roles, PostgreSQL, Redis and Kafka",
                List.of(
                        one,
                        many,
                        Measurement.ratio("one post / many posts", one.value(), many.value()),
                        Measurement.amount("favourites missing from the count afterwards", expected - counted, "")
                                .withThreshold(Measurement.Threshold.atMost(0))),
                List.of(String.format("%,d accounts, one favourite each; many posts: %,d", expected, posts)));
    }
}
