package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.Machine;
import social.skein.support.Person;

/** The servers in a process of their own. */
class ServersAloneIT {

    @Test
    void processes_come_and_go_while_the_servers_run_alone() throws Exception {
        try (Machine machine = new Machine()) {
            JarProcess servers = machine.start("servers").says("The servers are running.");
            JarProcess serving = machine.start("serve").serves();
            assertThat(serving.output()).contains("Joined");
            assertThat(serving.children()).isEmpty();
            Person alice = machine.signUp("alice", serving);
            String post = alice.posts("On borrowed servers").getString("id");
            serving.stops();
            assertThat(servers.isAlive()).isTrue();

            Person again = alice.at(machine.start().serves().httpPort());
            machine.eventually(
                    "the post is in its author's home", () -> again.home().contains(post));
        }
    }
}
