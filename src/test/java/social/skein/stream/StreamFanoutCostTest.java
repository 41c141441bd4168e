package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.DomainFixture.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.http.Json;
import social.skein.media.MediaSelection;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.support.DomainFixture;

/** Tests the cost and the content of one post for many connected accounts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamFanoutCostTest {
    private final StreamFixture fixture = new StreamFixture();
    private final DomainFixture domain = fixture.domain;
    private final List<AccountId> accounts = new ArrayList<>(List.of(fixture.alice, fixture.bob, domain.carol));

    StreamFanoutCostTest() {
        for (String name : List.of("dave", "erin", "frank", "grace")) {
            accounts.add(domain.createAccount(name));
        }
    }

    @AfterEach
    void clear() {
        await(domain.db.update("truncate filter, filter_keyword, filter_status, bookmark, pin"));
        fixture.clear();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void an_event_equals_the_rest_view_of_each_account() {
        accounts.forEach(account -> follow(account, fixture.bob));
        Status post = domain.post(fixture.bob, "About a wren");
        Status poll = await(domain.posting.post(new NewStatus(
                fixture.bob,
                "Which wren?",
                "",
                Optional.empty(),
                new NewStatus.Choices(Optional.of(Visibility.PUBLIC), Optional.of(false), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new NewPoll(List.of("one", "other"), Duration.ofHours(1), false, true)),
                MediaSelection.NONE)));
        interact(post, poll);
        Status boost = domain.boost(fixture.bob, post);
        List<StreamFixture.StreamTestClient> clients = accounts.stream()
                .map(account -> fixture.connect(fixture.token(account), "?stream=user"))
                .toList();

        for (Status shown : List.of(post, poll, boost)) {
            Status now = await(domain.statuses.byIds(List.of(shown.id()))).get(0);
            fixture.publishPosted(now);
            for (int i = 0; i < accounts.size(); i++) {
                JsonObject frame = clients.get(i).next();
                assertThat(frame.getString("payload"))
                        .isEqualTo(Json.encode(await(domain.statusViews.view(Optional.of(accounts.get(i)), now))));
            }
        }
    }

    @Test
    void a_post_takes_as_many_statements_for_seven_accounts_as_for_one() {
        accounts.forEach(account -> follow(account, fixture.bob));
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        int one = statements(List.of(alice));
        List<StreamFixture.StreamTestClient> all = new ArrayList<>(List.of(alice));
        accounts.stream().skip(1).forEach(reader -> all.add(fixture.connect(fixture.token(reader), "?stream=user")));
        assertThat(statements(all)).isEqualTo(one);
    }

    @Test
    void connected_accounts_and_their_followees_are_counted() {
        follow(fixture.alice, fixture.bob);
        follow(fixture.alice, domain.carol);
        follow(domain.carol, fixture.bob);
        fixture.connect(fixture.token(fixture.alice), "?stream=user");
        fixture.connect(fixture.token(domain.carol), "?stream=public");
        assertThat(fixture.gauge("accounts")).isEqualTo(2);
        assertThat(fixture.gauge("index.entries")).isEqualTo(3);
        fixture.disconnectAll();
        assertThat(fixture.gauge("accounts")).isZero();
        assertThat(fixture.gauge("index.entries")).isZero();
        assertThat(fixture.gauge("opening")).isZero();
    }

    private int statements(List<StreamFixture.StreamTestClient> connected) {
        Status post = domain.post(fixture.bob, "to all of you");
        int before = domain.statementCount.get();
        fixture.publishPosted(post);
        connected.forEach(
                client -> assertThat(client.next().getString("payload")).contains(post.id() + "\""));
        return domain.statementCount.get() - before;
    }

    private void follow(AccountId follower, AccountId author) {
        if (!follower.equals(author)) {
            domain.follow(follower, author);
        }
    }

    /** A favourite, pin, bookmark, mute, filter and vote, each by a different account. */
    private void interact(Status post, Status poll) {
        long id = post.id().value();
        insert("favourite (account_id, status_id, id)", accounts.get(0).value(), id, 1L);
        insert("pin (account_id, status_id, id)", accounts.get(1).value(), id, 1L);
        insert("bookmark (account_id, status_id, id)", accounts.get(2).value(), id, 1L);
        await(domain.db.update(
                "insert into conversation_mute (account_id, conversation_id) values ($1, $2)",
                accounts.get(3).value(),
                id));
        await(domain.db.update(
                "insert into filter (id, account_id, title, context, action) values (1, $1, 'birds', '{home}', 'warn')",
                accounts.get(4).value()));
        await(domain.db.update(
                "insert into filter_keyword (id, filter_id, account_id, keyword, whole_word) values (1, 1, $1, 'wren', true)",
                accounts.get(4).value()));
        await(domain.db.update("""
                insert into poll_vote (status_id, round, account_id, choices)
                select status_id, round, $2, '{1}' from poll where status_id = $1
                """, poll.id().value(), accounts.get(5).value()));
    }

    @SuppressWarnings("CompileTimeConstant")
    private void insert(String target, long account, long status, long id) {
        await(domain.db.update("insert into " + target + " values ($1, $2, $3)", account, status, id));
    }
}
