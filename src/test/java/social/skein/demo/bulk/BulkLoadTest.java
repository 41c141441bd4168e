package social.skein.demo.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.account.AccountFeature;
import social.skein.app.Blocking;
import social.skein.app.Skein;
import social.skein.embedded.Progress;
import social.skein.http.PublicUrl;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.posting.PostingFeature;
import social.skein.status.NewStatus;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests a bulk load of a small population. */
class BulkLoadTest {
    private static final PopulationProfile SMALL = PopulationProfile.byName("S-30");
    private static final int POSTS = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final TestDeployment deployment = TestDeployment.unstarted();
    private static final FollowGraph graph = new FollowGraph(new SyntheticPopulation(SMALL));
    private static Skein skein;
    private static List<String> indexes;

    @BeforeAll
    static void load() {
        skein = deployment.start(Map.of("SKEIN_ROLES", "api"));
        indexes = indexes();
        String hash = Blocking.await(
                skein.feature(AccountFeature.class).passwordHasher().hash("skein-seed"), TIMEOUT, "Hashing");
        LoadResult loaded = bulkLoad(deployment).run(SMALL, POSTS, hash);

        assertThat(loaded.accounts()).isEqualTo(1_000);
        assertThat(loaded.rowsLoaded()).isEqualTo(1_000 + loaded.follows() + loaded.posts());
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    @Test
    void the_follows_are_those_of_the_graph() {
        List<String> expected = new ArrayList<>();
        IntStream.range(0, graph.population().size())
                .forEach(account -> IntStream.of(graph.followees(account))
                        .forEach(target ->
                                expected.add(SyntheticIds.accountId(account) + " " + SyntheticIds.accountId(target))));

        assertThat(sql("select account_id || ' ' || target_id from follow"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(sql("select count(*) from (select id from follow union all select id from account"
                        + " union all select id from status) ids group by id having count(*) > 1"))
                .isEmpty();
    }

    @Test
    void the_counters_match_the_rows() {
        assertThat(sql("""
                select account_id || '/' || slot from account_counter
                  full join (select account_id, 0 as slot, count(*) filter (where follows) as following,
                                    count(*) filter (where not follows) as statuses, 0::bigint as followers,
                                    date_trunc('minute', max(at) filter (where not follows)) as last
                               from (select account_id, true as follows, null::timestamptz as at from follow
                                      union all select account_id, false, created_at from status) activity group by 1
                              union all
                             select target_id, 1 + shard_of(account_id) % 4, 0, 0, count(*), null from follow
                              group by 1, 2) counted using (account_id, slot)
                 where (account_counter.following, account_counter.statuses, account_counter.followers)
                           is distinct from (counted.following, counted.statuses, counted.followers)
                    or last_status_at is distinct from last
                """)).isEmpty();
        assertThat(sql("""
                select status_id from status_counter
                  full join (select coalesce(reblog_of_id, in_reply_to_id) as status_id,
                                    (shard_of(account_id) % 4)::smallint as slot, count(reblog_of_id) as boosts,
                                    count(in_reply_to_id) as answers
                               from status where coalesce(reblog_of_id, in_reply_to_id) is not null
                              group by 1, 2) counted using (status_id, slot)
                 where (reblogs, replies) is distinct from (boosts, answers)
                """)).isEmpty();
    }

    @Test
    void a_reaction_targets_an_earlier_post_and_stays_in_its_thread() {
        assertThat(sql("""
                select s.id from status s
                  left join status about on about.id = coalesce(s.reblog_of_id, s.in_reply_to_id)
                 where case when s.reblog_of_id is not null then s.conversation_id <> 0 or about.id is null
                            when s.in_reply_to_id is not null
                            then about.id is null or about.conversation_id <> s.conversation_id
                            else s.conversation_id <> s.id end
                    or about.id >= s.id or about.reblog_of_id is not null or about.account_id = s.account_id
                """)).isEmpty();
    }

    @Test
    void a_loaded_post_equals_one_created_by_the_service() {
        try (TestDeployment other = TestDeployment.unstarted()) {
            Skein there = other.start(Map.of("SKEIN_ROLES", "api"));
            bulkLoad(other).run(SMALL.withAccounts(Optional.of(100)), 400, "no hash");
            for (String id : other.sql(SAMPLE)) {
                long author = Long.parseLong(one(other, "select account_id from status where id = " + id));
                String text = one(other, "select source from status where id = " + id);
                Optional<StatusId> parent = other
                        .sql("select in_reply_to_id from status where in_reply_to_id is not null and id = " + id)
                        .stream()
                        .map(value -> new StatusId(Long.parseLong(value)))
                        .findFirst();
                StatusId posted = Blocking.await(
                                there.feature(PostingFeature.class).actions().post(newStatus(author, text, parent)),
                                TIMEOUT,
                                "Posting")
                        .id();
                assertThat(one(other, ROW + id)).isEqualTo(one(other, ROW + posted));
            }
        }
    }

    private static NewStatus newStatus(long author, String text, Optional<StatusId> parent) {
        return new NewStatus(
                new AccountId(author),
                text,
                "",
                parent,
                Optional.empty(),
                false,
                Optional.of("en"),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void a_loaded_account_signs_in_and_reads_home() {
        int reader = IntStream.range(0, 1_000)
                .filter(account -> graph.followees(account).length > 20)
                .findFirst()
                .orElseThrow();
        Person person = Person.signIn(
                SyntheticIds.username(reader),
                "skein-seed",
                skein.config().http().port());

        assertThat(person.id()).isEqualTo(Long.toString(SyntheticIds.accountId(reader)));
        assertThat(person.ids("/api/v1/timelines/home?limit=20")).hasSize(20);
    }

    @Test
    void new_ids_follow_the_loaded_ones_and_all_indexes_are_recreated() {
        assertThat(sql("select shard from id_shard where exists (select from status"
                        + " where shard_of(id) = shard and (id >> 22 << 10) + (id & 1023) > last)"))
                .isEmpty();
        assertThat(indexes()).isEqualTo(indexes);
        assertThat(sql("select name from crowd_index")).isEmpty();
        assertThat(sql("select payload from outbox")).isEmpty();
    }

    @Test
    void a_second_run_loads_nothing_and_another_population_is_rejected() {
        assertThat(bulkLoad(deployment).run(SMALL, POSTS, "no hash").rowsLoaded())
                .isZero();

        assertThatThrownBy(() -> bulkLoad(deployment).run(PopulationProfile.byName("M-30"), POSTS, "no hash"))
                .hasMessageContaining("another population");
    }

    @Test
    void an_interrupted_load_is_resumed_by_the_next_run() {
        try (TestDeployment other = TestDeployment.unstarted()) {
            other.start(Map.of("SKEIN_ROLES", "api"));
            other.sql("create function refuse() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'out of luck'; end $$");
            other.sql("create trigger refuse before insert on status_search for each row"
                    + " when (new.account_id % 7 = 0) execute function refuse()");
            assertThatThrownBy(() -> bulkLoad(other).run(SMALL, POSTS, "no hash"))
                    .hasMessageContaining("out of luck")
                    .hasMessageContaining("Run the command again to resume");
            assertThat(other.sql("select name from crowd_index")).isNotEmpty();

            other.sql("drop trigger refuse on status_search");
            LoadResult loaded = bulkLoad(other).run(SMALL, POSTS, "no hash");

            assertThat(loaded.rowsLoaded()).isLessThan(1_000 + loaded.follows() + loaded.posts());
            assertThat(other.sql(SUM)).isEqualTo(sql(SUM));
            assertThat(other.sql("select name from crowd_index")).isEmpty();
        }
    }

    @Test
    void a_database_with_accounts_is_rejected() {
        try (TestDeployment other = TestDeployment.unstarted()) {
            other.start(Map.of("SKEIN_ROLES", "api"));
            other.signUp("alice");

            assertThatThrownBy(() -> bulkLoad(other).run(SMALL, POSTS, "no hash"))
                    .hasMessageContaining("already has accounts");
            assertThat(other.sql("select username from account")).containsExactly("alice");
        }
    }

    /** Everything that does not depend on the start time of a load. */
    private static final String SUM = """
            select md5(string_agg(account_id || ',' || target_id || ',' || id, ';' order by id)) from follow
             union all
            select md5(string_agg(source, ';' order by source collate "C")) from status
             union all
            select md5(string_agg(account_id || ',' || slot || ',' || followers || ',' || following || ',' || statuses, ';'
                                  order by account_id, slot)) from account_counter
            """;

    private static final String SAMPLE = """
            select id from status where reblog_of_id is null
             order by (tags <> '{}')::int + (mentions <> '{}')::int desc, id
             limit 60
            """;

    /** All columns of a post except its id and time. */
    private static final String ROW = """
            select concat_ws('|', s.account_id, content, source, spoiler_text, sensitive, language, visibility, tags,
                             s.mentions, in_reply_to_id, in_reply_to_account_id, reblog_of_id, application_name,
                             case when conversation_id <> s.id then conversation_id end, w.account_id, is_public,
                             w.mentions, document,
                             (select array_agg(tag || t.account_id order by tag) from status_tag t where status_id = s.id))
              from status s join status_search w on w.status_id = s.id
             where s.id =
            """;

    private static String one(TestDeployment target, String statement) {
        return target.sql(statement).get(0);
    }

    private static BulkLoad bulkLoad(TestDeployment target) {
        return new BulkLoad(target.stores().postgres(), new PublicUrl("http", "skein.test"), Progress.silent());
    }

    private static List<String> indexes() {
        return sql(
                "select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'crowd%' order by 1");
    }

    private static List<String> sql(String statement) {
        return deployment.sql(statement);
    }
}
