package social.skein.demo.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import social.skein.support.Jdbc;
import social.skein.support.TestStores;

class SeedingTest {
    private static final SocialGraph FOUR_FRIENDS = SocialGraph.parse(Stream.of("0 1", "0 2", "0 3", "1 2"));

    @TempDir
    static Path folder;

    @Test
    void repeating_a_plan_changes_nothing() {
        TestStores.IsolatedStores stores = TestStores.isolated();
        SeedPlan plan = SeedPlan.create(FOUR_FRIENDS, "reed", 1, 60);
        try (CommandContext context = context(stores)) {
            SeedResult first = seeder(context).run(plan, "no hash", Optional.empty());
            Map<String, String> after = snapshot(context, plan);

            assertThat(first.accounts()).isEqualTo(4);
            assertThat(first.follows()).isEqualTo(8);
            assertThat(first.posts() + first.replies()).isEqualTo(plan.writes().size());
            assertThat(first.boosts()).isEqualTo(count(plan, SeedAction.Boost.class));
            assertThat(first.likes()).isEqualTo(count(plan, SeedAction.Like.class));

            deleteIdempotencyKeys(stores.postgres());
            SeedResult second = seeder(context).run(plan, "no hash", Optional.empty());

            assertThat(second).hasToString("Everything is there already.");
            assertThat(snapshot(context, plan)).isEqualTo(after);
        }
    }

    @Test
    void the_data_matches_the_plan() {
        TestStores.IsolatedStores stores = TestStores.isolated();
        SeedPlan plan = SeedPlan.create(FOUR_FRIENDS, "reed", 2, 60);
        try (CommandContext context = context(stores)) {
            SeedResult result = seeder(context).run(plan, "no hash", Optional.empty());

            Map<Integer, Status> posts = posts(context, plan);
            assertThat(result.replies()).isPositive();
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
            assertThat(accounts(context, plan).get("reed1").counts().followers())
                    .isEqualTo(3);
        }
    }

    private static CommandContext context(TestStores.IsolatedStores stores) {
        Map<String, String> environment = Map.of(
                "SKEIN_DATA_DIR", folder.toString(),
                "SKEIN_POSTGRES_URI", stores.postgresUri(),
                "SKEIN_REDIS_URI", stores.redisUri(),
                "SKEIN_KAFKA_BOOTSTRAP", stores.kafkaBootstrap());
        return CommandContext.open(Settings.load(Optional.empty(), environment).config(), Progress.silent());
    }

    private static Seeder seeder(CommandContext context) {
        return new Seeder(
                context.feature(AccountFeature.class).accounts(),
                context.feature(RelationshipFeature.class).follows(),
                context.feature(StatusFeature.class).statuses(),
                context.feature(PostingFeature.class).actions(),
                context.feature(InteractionFeature.class).favourites(),
                Progress.silent());
    }

    /** Deletes the idempotency keys, as their expiry would. */
    private static void deleteIdempotencyKeys(PostgresUri postgres) {
        assertThat(Jdbc.query(postgres, "delete from idempotency_key returning 1"))
                .isNotEmpty();
    }

    /** Everything a run may change, as text. */
    private static Map<String, String> snapshot(CommandContext context, SeedPlan plan) {
        Map<String, String> snapshot = new HashMap<>();
        accounts(context, plan).forEach((name, account) -> snapshot.put(name, account.toString()));
        posts(context, plan).forEach((number, status) -> snapshot.put(number.toString(), status.toString()));
        return snapshot;
    }

    private static Map<String, Account> accounts(CommandContext context, SeedPlan plan) {
        Map<String, Account> accounts = new HashMap<>();
        plan.names()
                .forEach(name -> accounts.put(
                        name,
                        context.await(
                                        context.feature(AccountFeature.class)
                                                .accounts()
                                                .byUsername(name),
                                        "Finding " + name)
                                .orElseThrow()));
        return accounts;
    }

    private static Map<Integer, Status> posts(CommandContext context, SeedPlan plan) {
        Map<String, Account> accounts = accounts(context, plan);
        Map<Integer, Status> posts = new HashMap<>();
        for (SeedAction.Write write : plan.writes()) {
            Account author = accounts.get(SeedPlan.name("reed", write.author()));
            StatusId id = context.await(
                            context.feature(StatusFeature.class)
                                    .statuses()
                                    .bySource(author.id(), List.of(write.text())),
                            "Finding a post")
                    .get(write.text());
            posts.put(
                    write.number(),
                    context.await(
                                    context.feature(StatusFeature.class)
                                            .statuses()
                                            .byIds(List.of(id)),
                                    "Reading a post")
                            .get(0));
        }
        return posts;
    }

    private static long count(SeedPlan plan, Class<? extends SeedAction> kind) {
        return plan.actions().stream().filter(kind::isInstance).count();
    }
}
