package social.skein.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import social.skein.config.Config;
import social.skein.config.Secrets;
import social.skein.kafka.KafkaUri;

/** Checks that the external servers named in the settings accept connections. */
final class ConnectivityCheck {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;

    private final Config config;

    ConnectivityCheck(Config config) {
        this.config = config;
    }

    List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        if (!config.postgres().isEmbedded()) {
            findings.add(checkAddress("postgres.uri", config.postgres().uri(), POSTGRES_PORT));
        }
        config.postgres()
                .replicas()
                .forEach(replica -> findings.add(checkAddress("postgres.replicas", replica, POSTGRES_PORT)));
        if (!config.redis().isEmbedded() && !config.redis().isDisabled()) {
            findings.add(checkAddress("redis.uri", config.redis().uri(), REDIS_PORT));
        }
        if (!config.kafka().isEmbedded() && !config.kafka().isDisabled()) {
            for (String broker : KafkaUri.parse(config.kafka().bootstrap())
                    .bootstrapServers()
                    .split(",")) {
                findings.add(checkAddress("kafka.bootstrap", "kafka://" + broker, 0));
            }
        }
        return findings;
    }

    /** Whether the ops port of a Skein process answers on this machine. */
    static boolean isSkeinListening(int opsPort) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + opsPort + "/livez").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private static Finding checkAddress(String key, String address, int defaultPort) {
        String setting = key + " " + Secrets.redact(address);
        try {
            URI uri = new URI(address);
            if (uri.getHost() == null) {
                return Finding.warn(
                        setting + " is not a valid address",
                        "Percent-encode special characters, for instance @ as %40.");
            }
            int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
            return isReachable(uri.getHost(), port)
                    ? Finding.ok(setting + " is reachable")
                    : Finding.fail(
                            setting + " is not reachable",
                            "Check that the server is running and that no firewall blocks this machine.");
        } catch (URISyntaxException invalid) {
            return Finding.warn(
                    setting + " is not a valid address", "Percent-encode special characters, for instance @ as %40.");
        }
    }

    private static boolean isReachable(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
