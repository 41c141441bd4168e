package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.HomeStreamListener;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** A process for each role, on servers that run alone. Each is killed in its turn while people write. */
class RoleProcessesIT {
    private final JarRunner runner = new JarRunner();
    private final Map<String, JarProcess> processByRole = new HashMap<>();
    private final List<String> posts = new ArrayList<>();
    private Person alice;
    private Person bob;

    RoleProcessesIT() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        runner.start("servers").awaitOutput("The servers are running.");
        for (String role : List.of("api", "stream", "relay", "fanout", "notify", "jobs")) {
            startRole(role).awaitReady();
        }
        alice = runner.signUp("alice", processByRole.get("api"));
        bob = runner.signUp("bob", processByRole.get("api"));
        bob.follows(alice);
    }

    @AfterEach
    void end() throws IOException {
        runner.close();
    }

    @Test
    void each_role_lives_and_dies_alone_and_what_it_left_undone_is_done_once() throws Exception {
        try (HomeStreamListener listener = listener()) {
            runner.eventuallyStreamed("all of it works", alice, listener);
            JarProcess first = processByRole.get("fanout");
            startRole("fanout").awaitReady();
            first.killAndVerify();
            assertDelivered(post("the one fan-out is dead and the other takes over"), listener);
            for (String role : List.of("relay", "notify")) {
                assertDelivered(postWithout(role), listener);
            }
        }
        String untold = postWithout("stream");
        try (HomeStreamListener again = listener()) {
            runner.eventuallyStreamed("streams are told again", alice, again);
            assertDelivered(untold);
        }
        followRequestsAcceptedAfterJobsRestart();

        processByRole.get("api").killAndVerify();
        bob = bob.atPort(startRole("api").awaitReady().httpPort());
        assertThat(mentions()).containsExactlyInAnyOrderElementsOf(posts);
        assertThat(TestDeployment.readWholeHome(bob, 40)).containsAll(posts).doesNotHaveDuplicates();
    }

    /** Who waited to be let in is let in by the role jobs, when the account they wait for lets in everybody. */
    private void followRequestsAcceptedAfterJobsRestart() throws Exception {
        lock(bob, true);
        assertThat(alice.post("/api/v1/accounts/" + bob.id() + "/follow", Map.of())
                        .getBoolean("requested"))
                .isTrue();
        processByRole.get("jobs").killAndVerify();
        lock(bob, false);
        startRole("jobs").awaitReady();
        runner.eventually(
                "alice is let in",
                () -> alice.list("/api/v1/accounts/relationships?id=" + bob.id())
                        .get(0)
                        .getBoolean("following"));
    }

    private static void lock(Person user, boolean locked) {
        assertThat(user.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", Boolean.toString(locked)))
                        .statusCode())
                .isEqualTo(200);
    }

    private JarProcess startRole(String role) throws IOException {
        JarProcess process = runner.start(Map.of("SKEIN_ROLES", role));
        processByRole.put(role, process);
        return process;
    }

    private HomeStreamListener listener() throws IOException {
        return new HomeStreamListener(bob.token(), processByRole.get("stream").httpPort());
    }

    private String postWithout(String role) throws Exception {
        processByRole.get(role).killAndVerify();
        String post = post("the role " + role + " is dead");
        startRole(role).awaitReady();
        return post;
    }

    private String post(String meanwhile) {
        String post = alice.posts("@bob, " + meanwhile).getString("id");
        posts.add(post);
        return post;
    }

    private void assertDelivered(String post, HomeStreamListener listener) throws Exception {
        assertDelivered(post);
        runner.eventually("bob hears of it", () -> listener.hasReceived(post));
    }

    private void assertDelivered(String post) throws Exception {
        runner.eventually("it is in bob's home", () -> bob.home().contains(post));
        runner.eventually("bob is notified", () -> mentions().contains(post));
    }

    /** The posts that bob was notified of, one for each notification. */
    private List<String> mentions() {
        return bob.list("/api/v1/notifications?limit=40&types[]=mention").stream()
                .map(notification -> notification.getJsonObject("status").getString("id"))
                .toList();
    }
}
