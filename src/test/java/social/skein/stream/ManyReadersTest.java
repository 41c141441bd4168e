package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.Village.await;

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
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.support.Village;

/** One post and many who read it live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyReadersTest {
    private final Stage stage = new Stage();
    private final Village village = stage.village;
    private final List<AccountId> people = new ArrayList<>(List.of(stage.alice, stage.bob, village.carol));

    ManyReadersTest() {
        for (String name : List.of("dave", "erin", "frank", "grace")) {
            people.add(village.account(name));
        }
    }

    @AfterEach
    void clear() {
        await(village.db.update("truncate filter, filter_keyword, filter_status, bookmark, pin"));
        stage.clear();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void each_sees_a_post_a_boost_and_a_poll_live_as_rest_shows_it_to_them() {
        people.forEach(reader -> follow(reader, stage.bob));
        Status post = village.post(stage.bob, "About a wren");
        Status poll = await(village.posting.post(new NewStatus(
                stage.bob,
                "Which wren?",
                "",
                Optional.empty(),
                Optional.of(Visibility.PUBLIC),
                Optional.of(false),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new NewPoll(List.of("one", "other"), Duration.ofHours(1), false, true)))));
        doThings(post, poll);
        Status boost = village.boost(stage.bob, post);
        List<Stage.Client> clients = people.stream()
                .map(reader -> stage.connect(stage.token(reader), "?stream=user"))
                .toList();

        for (Status shown : List.of(post, poll, boost)) {
            Status now = await(village.statuses.byIds(List.of(shown.id()))).get(0);
            stage.posted(now);
            for (int i = 0; i < people.size(); i++) {
                JsonObject frame = clients.get(i).next();
                assertThat(frame.getString("payload"))
                        .isEqualTo(Json.text(await(village.statusViews.view(Optional.of(people.get(i)), now))));
            }
        }
    }

    @Test
    void a_post_takes_as_many_statements_for_seven_readers_as_for_one() {
        people.forEach(reader -> follow(reader, stage.bob));
        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=user");
        int one = statements(List.of(alice));
        List<Stage.Client> all = new ArrayList<>(List.of(alice));
        people.stream().skip(1).forEach(reader -> all.add(stage.connect(stage.token(reader), "?stream=user")));
        assertThat(statements(all)).isEqualTo(one);
    }

    @Test
    void who_connects_and_leaves_is_counted_with_whom_they_follow() {
        follow(stage.alice, stage.bob);
        follow(stage.alice, village.carol);
        follow(village.carol, stage.bob);
        stage.connect(stage.token(stage.alice), "?stream=user");
        stage.connect(stage.token(village.carol), "?stream=public");
        assertThat(stage.gauge("circles")).isEqualTo(2);
        assertThat(stage.gauge("followed")).isEqualTo(3);
        stage.hangUp();
        assertThat(stage.gauge("circles")).isZero();
        assertThat(stage.gauge("followed")).isZero();
        assertThat(stage.gauge("waiting")).isZero();
    }

    private int statements(List<Stage.Client> readers) {
        Status post = village.post(stage.bob, "to all of you");
        int before = village.statements.get();
        stage.posted(post);
        readers.forEach(reader -> assertThat(reader.next().getString("payload")).contains(post.id() + "\""));
        return village.statements.get() - before;
    }

    private void follow(AccountId reader, AccountId author) {
        if (!reader.equals(author)) {
            village.follow(reader, author);
        }
    }

    /** Likes, keeps, pins, mutes, votes and filters, a different thing for each of the people. */
    private void doThings(Status post, Status poll) {
        long id = post.id().value();
        put("favourite (account_id, status_id, id)", people.get(0).value(), id, 1L);
        put("pin (account_id, status_id, id)", people.get(1).value(), id, 1L);
        put("bookmark (account_id, status_id, id)", people.get(2).value(), id, 1L);
        await(village.db.update(
                "insert into conversation_mute (account_id, conversation_id) values ($1, $2)",
                people.get(3).value(),
                id));
        await(village.db.update(
                "insert into filter (id, account_id, title, context, action) values (1, $1, 'birds', '{home}', 'warn')",
                people.get(4).value()));
        await(village.db.update(
                "insert into filter_keyword (id, filter_id, account_id, keyword, whole_word) values (1, 1, $1, 'wren', true)",
                people.get(4).value()));
        await(village.db.update("""
                insert into poll_vote (status_id, round, account_id, choices)
                select status_id, round, $2, '{1}' from poll where status_id = $1
                """, poll.id().value(), people.get(5).value()));
    }

    @SuppressWarnings("CompileTimeConstant")
    private void put(String where, long account, long status, long id) {
        await(village.db.update("insert into " + where + " values ($1, $2, $3)", account, status, id));
    }
}
