package social.skein.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.app.Blocking;
import social.skein.emoji.EmojiFinder;
import social.skein.filter.Filters;
import social.skein.http.PublicUrl;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.relationship.RelationLoader;
import social.skein.sql.Db;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;
import social.skein.tag.TagFollows;
import social.skein.visibility.VisibilityPolicy;

class StatusViewsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final PublicUrl ORIGIN = new PublicUrl("http", "skein.test");

    private final AtomicInteger statements = new AtomicInteger();

    @Test
    void a_page_costs_as_many_statements_as_one_status() {
        Vertx vertx = Vertx.vertx();
        try (ApiOnlyInstance api = new ApiOnlyInstance()) {
            Person alice = api.signUp("alice");
            List<StatusId> ids = statusesOfEveryKind(api, alice);
            Pool pool = PgBuilder.pool()
                    .with(new PoolOptions().setMaxSize(2))
                    .connectingTo(api.postgres().connectOptions())
                    .using(vertx)
                    .build();
            Db db = new Db(counting(pool));
            Optional<AccountId> viewer = AccountId.parse(alice.id());

            List<StatusView> page = load(db, viewer, ids);
            int ofPage = statements.getAndSet(0);
            List<StatusView> one = load(db, viewer, ids.subList(0, 1));

            assertThat(page).hasSize(ids.size());
            assertThat(one).hasSize(1);
            assertThat(ofPage).isEqualTo(statements.get()).isLessThanOrEqualTo(6);
        } finally {
            Blocking.await(vertx.close(), TIMEOUT, "Closing");
        }
    }

    /** Statuses of several authors, private ones first, with mentions, polls, boosts and favourites. */
    private static List<StatusId> statusesOfEveryKind(ApiOnlyInstance api, Person alice) {
        List<StatusId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Person other = api.signUp("other");
            alice.follows(other);
            var hidden = other.posts(Map.of("status", "hidden @" + alice.name(), "visibility", "private"));
            var open = other.posts(Map.of(
                    "status", "open @" + alice.name() + " #tag",
                    "poll[options][0]", "this",
                    "poll[options][1]", "that",
                    "poll[expires_in]", "300"));
            alice.post("/api/v1/polls/" + open.getString("id") + "/votes", Map.of("choices[]", "1"));
            alice.likes(open);
            for (var status : List.of(hidden, open, alice.boosts(open))) {
                ids.add(StatusId.parse(status.getString("id")).orElseThrow());
            }
        }
        return ids;
    }

    private static List<StatusView> load(Db db, Optional<AccountId> viewer, List<StatusId> ids) {
        Statuses statuses = new Statuses(db);
        VisibilityPolicy visibilityPolicy =
                new VisibilityPolicy(new RelationLoader(db), new Lists(db), new TagFollows(db));
        VisibleStatuses visible = new VisibleStatuses(statuses, visibilityPolicy);
        StatusViews views = new StatusViews(
                new StatusBodies(ORIGIN, new AccountViews(ORIGIN), EmojiFinder.NONE),
                new Accounts(db),
                new Filters(db),
                db);
        return Blocking.await(
                visible.byIds(viewer, ids).compose(found -> views.views(viewer, found)), TIMEOUT, "Rendering statuses");
    }

    private Pool counting(Pool pool) {
        return (Pool) Proxy.newProxyInstance(
                Pool.class.getClassLoader(), new Class<?>[] {Pool.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("preparedQuery")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
