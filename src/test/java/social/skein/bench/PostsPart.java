package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Posts that PostgreSQL has on disk when they are answered, beside bare inserts by as many clients. */
final class PostsPart implements Part {
    static final String POST = "/api/v1/statuses";

    private static final Figure.Aim AIM = Figure.Aim.atLeast(0.10);

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public String title() {
        return "POST " + POST + ", durable, beside pgbench inserts by as many clients";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        Effort effort = scene.effort();
        Load load = new Load(stand.port(), scene.readers().each(PostsPart::post), Effort.CONNECTIONS);
        Optional<PostgresCeiling> ceiling = PostgresCeiling.of(scene);
        Series posts = new Series("posts", stand.meters());
        List<Double> inserts = new ArrayList<>();
        Say.that("Warming up posting");
        // What a post sets in motion is more code than what a read does.
        Series.warmUp(load::run, effort.warmUp(), effort.longestWarmUp().multipliedBy(3));
        for (int round = 1; round <= effort.rounds(); round++) {
            stand.settle();
            Say.that("Round " + round + " of " + effort.rounds());
            posts.round(() -> load.run(effort.round()));
            stand.settle();
            ceiling.ifPresent(pgbench -> inserts.add(pgbench.inserts(effort.round())));
        }
        return section(posts.figure(), inserts);
    }

    private Section section(Figure posts, List<Double> inserts) {
        List<Figure> figures = new ArrayList<>(List.of(posts));
        List<String> notes = new ArrayList<>(List.of(Effort.CONNECTIONS
                + " clients each; fan-out and notifications of the posts run beside them, and are waited"
                + " for before pgbench has its turn"));
        if (inserts.isEmpty()) {
            notes.add(Tool.PGBENCH.missing());
        } else {
            double beside = Series.median(inserts);
            figures.add(Figure.rate("pgbench, insert of a row", beside));
            figures.add(Figure.ratio("posts / inserts", posts.value(), beside).aimedAt(AIM));
        }
        return Section.of(this, "the client, Skein with all roles, PostgreSQL, Redis and Kafka", figures, notes);
    }

    static byte[] post(Crowd.Member author) {
        return author.post(POST, json());
    }

    static String json() {
        return "{\"status\":\"%s\",\"visibility\":\"public\",\"language\":\"en\",\"sensitive\":false}"
                .formatted("A post of the usual length, as people write them. "
                        .repeat(3)
                        .strip());
    }
}
