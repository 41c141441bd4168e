package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** The servers in a process of their own. */
class StandaloneServersIT {

    @Test
    void processes_come_and_go_while_the_servers_run_alone() throws Exception {
        try (JarRunner machine = new JarRunner()) {
            JarProcess servers = machine.start("servers").awaitOutput("The servers are running.");
            JarProcess serving = machine.start("serve").awaitReady();
            assertThat(serving.output()).contains("Joined");
            assertThat(serving.children()).isEmpty();
            Person alice = machine.signUp("alice", serving);
            String post = alice.posts("On borrowed servers").getString("id");
            serving.stopAndVerify();
            assertThat(servers.isAlive()).isTrue();

            Person again = alice.atPort(machine.start().awaitReady().httpPort());
            machine.eventually(
                    "the post is in its author's home", () -> again.home().contains(post));
        }
    }
}
