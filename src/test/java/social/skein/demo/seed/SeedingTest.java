package social.skein.demo.seed;

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
import social.skein.account.AccountFeature;
import social.skein.app.CommandContext;
import social.skein.config.Settings;
import social.skein.embedded.Progress;
import social.skein.interaction.InteractionFeature;
import social.skein.model.StatusId;
import social.skein.posting.PostingFeature;
import social.skein.relationship.RelationshipFeature;
import social.skein.sql.PostgresUri;
import social.skein.status.Status;
import social.skein.status.StatusFeature;
import social.skein.support.TestStores;

class SeedingTest {
    private static final SocialGraph FOUR_FRIENDS = SocialGraph.parse(Stream.of("0 1", "0 2", "0 3", "1 2"));

    @TempDir
    static Path folder;

    @Test
    void a_plan_comes_about_once_however_often_it_is_carried_out() throws SQLException {
        TestStores.IsolatedStores stores = TestStores.isolated();
        SeedPlan plan = SeedPlan.create(FOUR_FRIENDS, "reed", 1, 60);
        try (CommandContext bench = bench(stores)) {
            SeedResult first = seeding(bench).run(plan, "no hash");
            Map<String, String> after = snapshot(bench, plan);

            assertThat(first.accounts()).isEqualTo(4);
            assertThat(first.follows()).isEqualTo(8);
            assertThat(first.posts() + first.replies()).isEqualTo(plan.writes().size());
            assertThat(first.boosts()).isEqualTo(count(plan, SeedAction.Boost.class));
            assertThat(first.likes()).isEqualTo(count(plan, SeedAction.Like.class));

            forgetIdempotencyKeys(stores.postgres());
            SeedResult second = seeding(bench).run(plan, "no hash");

            assertThat(second.accounts() + second.follows() + second.posts() + second.replies())
                    .isZero();
            assertThat(snapshot(bench, plan)).isEqualTo(after);
        }
    }

    @Test
    void what_is_planned_is_what_is_there() {
        TestStores.IsolatedStores stores = TestStores.isolated();
        SeedPlan plan = SeedPlan.create(FOUR_FRIENDS, "reed", 2, 60);
        try (CommandContext bench = bench(stores)) {
            SeedResult figures = seeding(bench).run(plan, "no hash");

            Map<Integer, Status> posts = posts(bench, plan);
            assertThat(figures.replies()).isPositive();
            for (SeedAction.Write write : plan.writes()) {
                Optional<StatusId> parent = write.inReplyTo().isPresent()
                        ? Optional.of(posts.get(write.inReplyTo().getAsInt()).id())
                        : Optional.empty();
                assertThat(posts.get(write.number()).inReplyTo()).isEqualTo(parent);
            }
            assertThat(posts.values().stream().mapToLong(Status::favourites).sum())
                    .isEqualTo(count(plan, SeedAction.Like.class));
            assertThat(posts.values().stream().mapToLong(Status::reblogs).sum())
                    .isEqualTo(count(plan, SeedAction.Boost.class));
            assertThat(accounts(bench, plan).get("reed1").followers()).isEqualTo(3);
        }
    }

    private static CommandContext bench(TestStores.IsolatedStores stores) {
        Map<String, String> environment = Map.of(
                "SKEIN_DATA_DIR", folder.toString(),
                "SKEIN_POSTGRES_URI", stores.postgresUri(),
                "SKEIN_REDIS_URI", stores.redisUri(),
                "SKEIN_KAFKA_BOOTSTRAP", stores.kafkaBootstrap());
        return CommandContext.open(Settings.load(Optional.empty(), environment).config(), Progress.silent());
    }

    private static Seeder seeding(CommandContext bench) {
        return new Seeder(
                bench.feature(AccountFeature.class).accounts(),
                bench.feature(RelationshipFeature.class).follows(),
                bench.feature(StatusFeature.class).statuses(),
                bench.feature(PostingFeature.class).actions(),
                bench.feature(InteractionFeature.class).favourites(),
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
    private static Map<String, String> snapshot(CommandContext bench, SeedPlan plan) {
        Map<String, String> picture = new HashMap<>();
        accounts(bench, plan).forEach((name, account) -> picture.put(name, account.toString()));
        posts(bench, plan).forEach((number, status) -> picture.put(number.toString(), status.toString()));
        return picture;
    }

    private static Map<String, Account> accounts(CommandContext bench, SeedPlan plan) {
        Map<String, Account> people = new HashMap<>();
        plan.names()
                .forEach(name -> people.put(
                        name,
                        bench.await(
                                        bench.feature(AccountFeature.class)
                                                .accounts()
                                                .byUsername(name),
                                        "Finding " + name)
                                .orElseThrow()));
        return people;
    }

    private static Map<Integer, Status> posts(CommandContext bench, SeedPlan plan) {
        Map<String, Account> people = accounts(bench, plan);
        Map<Integer, Status> posts = new HashMap<>();
        for (SeedAction.Write write : plan.writes()) {
            Account author = people.get(SeedPlan.name("reed", write.author()));
            StatusId id = bench.await(
                            bench.feature(StatusFeature.class).statuses().bySource(author.id(), List.of(write.text())),
                            "Finding a post")
                    .get(write.text());
            posts.put(
                    write.number(),
                    bench.await(bench.feature(StatusFeature.class).statuses().byIds(List.of(id)), "Reading a post")
                            .get(0));
        }
        return posts;
    }

    private static long count(SeedPlan plan, Class<? extends SeedAction> kind) {
        return plan.actions().stream().filter(kind::isInstance).count();
    }
}
