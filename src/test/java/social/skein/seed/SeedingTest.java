package social.skein.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.account.Account;
import social.skein.app.Wiring;
import social.skein.app.Workbench;
import social.skein.config.Settings;
import social.skein.embedded.Progress;
import social.skein.model.StatusId;
import social.skein.sql.PostgresUri;
import social.skein.status.Status;
import social.skein.support.Servers;

class SeedingTest {
    private static final Graph FOUR_FRIENDS = Graph.of(Stream.of("0 1", "0 2", "0 3", "1 2"));

    @TempDir
    static Path folder;

    @Test
    void a_plan_comes_about_once_however_often_it_is_carried_out() throws SQLException {
        Servers.Fresh stores = Servers.fresh();
        Plan plan = Plan.of(FOUR_FRIENDS, "reed", 1, 60);
        try (Workbench bench = bench(stores)) {
            Figures first = seeding(bench).run(plan, "no hash");
            Map<String, String> after = picture(bench, plan);

            assertThat(first.accounts()).isEqualTo(4);
            assertThat(first.follows()).isEqualTo(8);
            assertThat(first.posts() + first.replies()).isEqualTo(plan.writes().size());
            assertThat(first.boosts()).isEqualTo(count(plan, Action.Boost.class));
            assertThat(first.likes()).isEqualTo(count(plan, Action.Like.class));

            forgetIdempotencyKeys(stores.postgres());
            Figures second = seeding(bench).run(plan, "no hash");

            assertThat(second.accounts() + second.follows() + second.posts() + second.replies())
                    .isZero();
            assertThat(picture(bench, plan)).isEqualTo(after);
        }
    }

    @Test
    void what_is_planned_is_what_is_there() {
        Servers.Fresh stores = Servers.fresh();
        Plan plan = Plan.of(FOUR_FRIENDS, "reed", 2, 60);
        try (Workbench bench = bench(stores)) {
            Figures figures = seeding(bench).run(plan, "no hash");

            Map<Integer, Status> posts = posts(bench, plan);
            assertThat(figures.replies()).isPositive();
            for (Action.Write write : plan.writes()) {
                Optional<StatusId> parent = write.inReplyTo().isPresent()
                        ? Optional.of(posts.get(write.inReplyTo().getAsInt()).id())
                        : Optional.empty();
                assertThat(posts.get(write.number()).inReplyTo()).isEqualTo(parent);
            }
            assertThat(posts.values().stream().mapToLong(Status::favourites).sum())
                    .isEqualTo(count(plan, Action.Like.class));
            assertThat(posts.values().stream().mapToLong(Status::reblogs).sum())
                    .isEqualTo(count(plan, Action.Boost.class));
            assertThat(people(bench, plan).get("reed1").followers()).isEqualTo(3);
        }
    }

    private static Workbench bench(Servers.Fresh stores) {
        Map<String, String> environment = Map.of(
                "SKEIN_DATA_DIR", folder.toString(),
                "SKEIN_POSTGRES_URI", stores.postgresUri(),
                "SKEIN_REDIS_URI", stores.redisUri(),
                "SKEIN_KAFKA_BOOTSTRAP", stores.kafka());
        return Workbench.open(Settings.load(Optional.empty(), environment).config(), Progress.silent());
    }

    private static Seeding seeding(Workbench bench) {
        Wiring wiring = bench.wiring();
        return new Seeding(
                wiring.accounts(),
                wiring.follows(),
                wiring.statuses(),
                wiring.posting(),
                wiring.favourites(),
                Progress.silent());
    }

    /** As an hour would. */
    private static void forgetIdempotencyKeys(PostgresUri postgres) throws SQLException {
        String jdbc = "jdbc:postgresql://" + postgres.host() + ":" + postgres.port() + "/" + postgres.database();
        try (Connection connection = DriverManager.getConnection(jdbc, postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("delete from idempotency_key")).isPositive();
        }
    }

    /** Everything a run could change, as text. */
    private static Map<String, String> picture(Workbench bench, Plan plan) {
        Map<String, String> picture = new HashMap<>();
        people(bench, plan).forEach((name, account) -> picture.put(name, account.toString()));
        posts(bench, plan).forEach((number, status) -> picture.put(number.toString(), status.toString()));
        return picture;
    }

    private static Map<String, Account> people(Workbench bench, Plan plan) {
        Map<String, Account> people = new HashMap<>();
        plan.names()
                .forEach(name -> people.put(
                        name,
                        bench.finish(bench.wiring().accounts().byUsername(name), "Finding " + name)
                                .orElseThrow()));
        return people;
    }

    private static Map<Integer, Status> posts(Workbench bench, Plan plan) {
        Map<String, Account> people = people(bench, plan);
        Map<Integer, Status> posts = new HashMap<>();
        for (Action.Write write : plan.writes()) {
            Account author = people.get(Plan.name("reed", write.author()));
            StatusId id = bench.finish(
                            bench.wiring().statuses().bySource(author.id(), List.of(write.text())), "Finding a post")
                    .get(write.text());
            posts.put(
                    write.number(),
                    bench.finish(bench.wiring().statuses().byIds(List.of(id)), "Reading a post")
                            .get(0));
        }
        return posts;
    }

    private static long count(Plan plan, Class<? extends Action> kind) {
        return plan.actions().stream().filter(kind::isInstance).count();
    }
}
