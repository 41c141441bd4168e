package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** Tests standalone servers, which run in a separate process. */
class StandaloneServersIT {

    @Test
    void processes_can_restart_while_the_servers_keep_running() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            JarProcess servers = runner.start("servers").awaitOutput("The servers are running.");
            JarProcess serving = runner.start("serve").awaitReady();
            assertThat(serving.output()).contains("Joined");
            assertThat(serving.children()).isEmpty();
            Person alice = runner.signUp("alice", serving);
            String post = alice.posts("On standalone servers").getString("id");
            serving.stopAndVerify();
            assertThat(servers.isAlive()).isTrue();

            Person again = alice.atPort(runner.start().awaitReady().httpPort());
            runner.eventually(
                    "the post is in its author's home", () -> again.home().contains(post));
        }
    }
}
