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

/** Tests one process per role, with standalone servers. Each is killed in turn under load. */
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
        for (String role : List.of("api", "stream", "relay", "fanout", "notify", "media", "jobs")) {
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
    void each_role_can_be_killed_and_its_pending_work_is_done_once() throws Exception {
        try (HomeStreamListener listener = listener()) {
            runner.eventuallyStreamed("streaming works", alice, listener);
            JarProcess first = processByRole.get("fanout");
            startRole("fanout").awaitReady();
            first.killAndVerify();
            assertDelivered(post("one fan-out is dead and the other takes over"), listener);
            for (String role : List.of("relay", "notify")) {
                assertDelivered(postWithout(role), listener);
            }
        }
        String missed = postWithout("stream");
        try (HomeStreamListener listener = listener()) {
            runner.eventuallyStreamed("streaming works again", alice, listener);
            assertDelivered(missed);
        }
        followRequestsAcceptedAfterJobsRestart();

        processByRole.get("api").killAndVerify();
        bob = bob.atPort(startRole("api").awaitReady().httpPort());
        assertThat(mentions()).containsExactlyInAnyOrderElementsOf(posts);
        assertThat(TestDeployment.readWholeHome(bob, 40)).containsAll(posts).doesNotHaveDuplicates();
    }

    /** Pending follow requests are accepted by the role jobs once the target account is unlocked. */
    private void followRequestsAcceptedAfterJobsRestart() throws Exception {
        lock(bob, true);
        assertThat(alice.post("/api/v1/accounts/" + bob.id() + "/follow", Map.of())
                        .getBoolean("requested"))
                .isTrue();
        processByRole.get("jobs").killAndVerify();
        lock(bob, false);
        startRole("jobs").awaitReady();
        runner.eventually(
                "the request is accepted",
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

    private String post(String text) {
        String post = alice.posts("@bob, " + text).getString("id");
        posts.add(post);
        return post;
    }

    private void assertDelivered(String post, HomeStreamListener listener) throws Exception {
        assertDelivered(post);
        runner.eventually("the post is streamed to bob", () -> listener.hasReceived(post));
    }

    private void assertDelivered(String post) throws Exception {
        runner.eventually("the post is in bob's home", () -> bob.home().contains(post));
        runner.eventually("bob is notified of the post", () -> mentions().contains(post));
    }

    /** The posts of bob's mention notifications, one per notification. */
    private List<String> mentions() {
        return bob.list("/api/v1/notifications?limit=40&types[]=mention").stream()
                .map(notification -> notification.getJsonObject("status").getString("id"))
                .toList();
    }
}
