package social.skein.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.config.Config;
import social.skein.config.Settings;

/** Tests the ports of several processes that start in one data folder. */
class PortSelectionTest {
    @TempDir
    Path folder;

    @Test
    void starts_at_the_same_moment_in_one_folder_select_different_ports() throws Exception {
        int processes = 8;
        Config wanted = config(21_000, 21_200);
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        try {
            List<Future<Config>> starts = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                starts.add(threads.submit(() -> PortSelection.resolve(wanted)));
            }
            List<Integer> ports = new ArrayList<>();
            for (Future<Config> start : starts) {
                ports.add(start.get().http().port());
                ports.add(start.get().ops().port());
            }
            assertThat(ports).hasSize(2 * processes).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_port_of_another_program_fails_the_first_process_with_port_and_setting() throws IOException {
        try (ServerSocket other = listen()) {
            int taken = other.getLocalPort();
            assertThatThrownBy(() -> PortSelection.resolve(config(taken, 21_400)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("Port " + taken + " on 127.0.0.1")
                    .hasMessageContaining("http.port (SKEIN_HTTP_PORT)");
            assertThatThrownBy(() -> PortSelection.resolve(config(21_400, taken)))
                    .hasMessageContaining("ops.port (SKEIN_OPS_PORT)");
        }
    }

    @Test
    void a_further_process_takes_the_next_port_after_one_of_another_program() throws IOException {
        assertThat(PortSelection.resolve(config(21_500, 21_600)).http().port()).isGreaterThanOrEqualTo(21_500);
        try (ServerSocket other = listen()) {
            int taken = other.getLocalPort();
            assertThat(PortSelection.resolve(config(taken, 21_600)).http().port())
                    .isGreaterThan(taken);
        }
    }

    @Test
    void a_released_port_can_be_selected_again() {
        Config first = PortSelection.resolve(config(21_700, 21_800));
        PortSelection.release(first);
        Config second =
                PortSelection.resolve(config(first.http().port(), first.ops().port()));
        assertThat(second.http().port()).isEqualTo(first.http().port());
    }

    @Test
    void random_ports_of_one_process_differ() {
        assertThat(IntStream.range(0, 20)
                        .mapToObj(i -> PortSelection.resolve(config(0, 0)))
                        .flatMap(config ->
                                List.of(config.http().port(), config.ops().port()).stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_failure_of_the_native_transport_is_recognized() {
        assertThat(ListenPorts.isTaken(new IllegalStateException(
                        new IOException("bind(..) failed with error(-98): Address already in use"))))
                .isTrue();
        assertThat(ListenPorts.isTaken(new IOException("Connection refused"))).isFalse();
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private Config config(int httpPort, int opsPort) {
        return Settings.load(
                        Optional.empty(),
                        Map.of(
                                "SKEIN_DATA_DIR", folder.toString(),
                                "SKEIN_HTTP_HOST", "127.0.0.1",
                                "SKEIN_HTTP_PORT", String.valueOf(httpPort),
                                "SKEIN_OPS_PORT", String.valueOf(opsPort)))
                .config();
    }
}
