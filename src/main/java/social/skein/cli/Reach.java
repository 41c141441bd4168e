package social.skein.cli;

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
import social.skein.kafka.Brokers;

/** Whether the servers the settings name answer. */
final class Reach {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;

    private final Config config;

    Reach(Config config) {
        this.config = config;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!config.postgres().embedded()) {
            findings.add(address("postgres.uri", config.postgres().uri(), POSTGRES_PORT));
        }
        config.postgres()
                .replicas()
                .forEach(replica -> findings.add(address("postgres.replicas", replica, POSTGRES_PORT)));
        if (!config.redis().embedded() && !config.redis().none()) {
            findings.add(address("redis.uri", config.redis().uri(), REDIS_PORT));
        }
        if (!config.kafka().embedded() && !config.kafka().none()) {
            for (String broker :
                    Brokers.parse(config.kafka().bootstrap()).addresses().split(",")) {
                findings.add(address("kafka.bootstrap", "kafka://" + broker, 0));
            }
        }
        return findings;
    }

    /** Whether a Skein's operators' port answers here. */
    static boolean isSkein(int opsPort) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + opsPort + "/livez").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static Finding address(String key, String address, int usualPort) {
        String what = key + " " + Secrets.hide(address);
        try {
            URI uri = new URI(address);
            if (uri.getHost() == null) {
                return Finding.warn(what + " is no address the doctor can read", "Encode special letters as in %40.");
            }
            int port = uri.getPort() < 0 ? usualPort : uri.getPort();
            return answers(uri.getHost(), port)
                    ? Finding.ok(what + " answers")
                    : Finding.fail(
                            what + " does not answer",
                            "Check that it runs, and that a firewall lets this machine reach it.");
        } catch (URISyntaxException special) {
            return Finding.warn(what + " is no address the doctor can read", "Encode special letters as in %40.");
        }
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
