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
import social.skein.support.Deployment;
import social.skein.support.JarProcess;
import social.skein.support.Listener;
import social.skein.support.Machine;
import social.skein.support.Person;

/** A process for each role, on servers that run alone. Each is killed in its turn while people write. */
class RolesIT {
    private final Machine machine = new Machine();
    private final Map<String, JarProcess> roles = new HashMap<>();
    private final List<String> posts = new ArrayList<>();
    private Person alice;
    private Person bob;

    RolesIT() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        machine.start("servers").says("The servers are running.");
        for (String role : List.of("api", "stream", "relay", "fanout", "notify", "jobs")) {
            begin(role).serves();
        }
        alice = machine.signUp("alice", roles.get("api"));
        bob = machine.signUp("bob", roles.get("api"));
        bob.follows(alice);
    }

    @AfterEach
    void end() throws IOException {
        machine.close();
    }

    @Test
    void each_role_lives_and_dies_alone_and_what_it_left_undone_is_done_once() throws Exception {
        try (Listener listener = listener()) {
            machine.eventuallyHeard("all of it works", alice, listener);
            JarProcess first = roles.get("fanout");
            begin("fanout").serves();
            first.isKilled();
            arrives(write("the one fan-out is dead and the other takes over"), listener);
            for (String role : List.of("relay", "notify")) {
                arrives(writtenWithout(role), listener);
            }
        }
        String untold = writtenWithout("stream");
        try (Listener again = listener()) {
            machine.eventuallyHeard("streams are told again", alice, again);
            arrives(untold);
        }
        lockedOutWithoutJobs();

        roles.get("api").isKilled();
        bob = bob.at(begin("api").serves().httpPort());
        assertThat(mentions()).containsExactlyInAnyOrderElementsOf(posts);
        assertThat(Deployment.wholeHome(bob, 40)).containsAll(posts).doesNotHaveDuplicates();
    }

    /** Who waited to be let in is let in by the role jobs, when the account they wait for lets in everybody. */
    private void lockedOutWithoutJobs() throws Exception {
        lock(bob, true);
        assertThat(alice.post("/api/v1/accounts/" + bob.id() + "/follow", Map.of())
                        .getBoolean("requested"))
                .isTrue();
        roles.get("jobs").isKilled();
        lock(bob, false);
        begin("jobs").serves();
        machine.eventually(
                "alice is let in",
                () -> alice.list("/api/v1/accounts/relationships?id=" + bob.id())
                        .get(0)
                        .getBoolean("following"));
    }

    private static void lock(Person who, boolean locked) {
        assertThat(who.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", Boolean.toString(locked)))
                        .statusCode())
                .isEqualTo(200);
    }

    private JarProcess begin(String role) throws IOException {
        JarProcess process = machine.start(Map.of("SKEIN_ROLES", role));
        roles.put(role, process);
        return process;
    }

    private Listener listener() throws IOException {
        return new Listener(bob.token(), roles.get("stream").httpPort());
    }

    private String writtenWithout(String role) throws Exception {
        roles.get(role).isKilled();
        String post = write("the role " + role + " is dead");
        begin(role).serves();
        return post;
    }

    private String write(String meanwhile) {
        String post = alice.posts("@bob, " + meanwhile).getString("id");
        posts.add(post);
        return post;
    }

    private void arrives(String post, Listener listener) throws Exception {
        arrives(post);
        machine.eventually("bob hears of it", () -> listener.hears(post));
    }

    private void arrives(String post) throws Exception {
        machine.eventually("it is in bob's home", () -> bob.home().contains(post));
        machine.eventually("bob is notified", () -> mentions().contains(post));
    }

    /** The posts that bob was notified of, one for each notification. */
    private List<String> mentions() {
        return bob.list("/api/v1/notifications?limit=40&types[]=mention").stream()
                .map(notification -> notification.getJsonObject("status").getString("id"))
                .toList();
    }
}
