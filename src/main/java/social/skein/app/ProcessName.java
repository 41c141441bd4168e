package social.skein.app;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import social.skein.config.Config;

/**
 * The name by which operators know a process, such as {@code api-2:9090 (10.0.0.5, pid 7)}: its host and ops port, which
 * answers for it, then its address and process id.
 */
final class ProcessName {
    private ProcessName() {}

    static String derive(Config config) {
        String details = address().map(found -> found + ", ").orElse("");
        return hostName() + ":" + config.ops().port() + " (" + details + "pid "
                + ProcessHandle.current().pid() + ")";
    }

    /** Containers and most shells set the variable; the query that replaces it may wait for a name server. */
    private static String hostName() {
        String variable = System.getenv("HOSTNAME");
        if (variable != null && !variable.isBlank()) {
            return variable.strip();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    /** The address of this machine in its network. */
    private static Optional<String> address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(ProcessName::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst();
        } catch (SocketException unavailable) {
            return Optional.empty();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (IOException unavailable) {
            return false;
        }
    }
}
