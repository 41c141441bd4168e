package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import social.skein.sql.PostgresUri;
import social.skein.support.Jdbc;

/** Minimal clients of the three servers. */
record StoreClients(ServerAddresses addresses) {

    String sql(String statement) throws SQLException {
        try (Connection connection = Jdbc.connect(PostgresUri.parse(addresses.postgresUri()));
                Statement sql = connection.createStatement()) {
            boolean rows = sql.execute(statement);
            try (ResultSet result = sql.getResultSet()) {
                return rows && result.next() ? result.getString(1) : "";
            }
        }
    }

    String redis(String command) throws Exception {
        URI uri = URI.create(addresses.redisUri());
        try (Socket socket = LoopbackPorts.connect(uri.getPort())) {
            String password = uri.getUserInfo().substring(1);
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\n" + command + "\r\nQUIT\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return response.replaceFirst("^\\+OK\r\n", "").replaceFirst("\r\n\\+OK\r\n$", "");
        }
    }

    void createTopic(String name) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    Iterable<String> topics() throws Exception {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get();
        }
    }

    boolean allReachable() {
        try {
            return sql("SELECT 1").equals("1") && redis("PING").equals("+PONG") && topics() != null;
        } catch (Exception notYet) {
            return false;
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers", addresses.kafkaBootstrap(),
                "default.api.timeout.ms", 60_000,
                "request.timeout.ms", 30_000));
    }

    static void eventually(String what, Duration timeout, BooleanSupplier condition) {
        assertThat(Polling.until(condition, timeout)).as(what).isTrue();
    }
}
