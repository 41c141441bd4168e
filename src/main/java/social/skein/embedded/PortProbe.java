package social.skein.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tests by binding whether this process could listen on a port. */
public final class PortProbe {
    private PortProbe() {}

    /** Whether the host is an address of this machine, on which it could listen. */
    public static boolean isLocalAddress(String host) {
        return isFree(host, 0);
    }

    /** Whether the port is free; also false if the host is not an address of this machine or the port is privileged. */
    public static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of a former server may linger in TIME_WAIT.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
