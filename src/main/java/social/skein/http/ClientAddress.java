package social.skein.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The IP address of a client. Behind a proxy it is the last entry of {@code X-Forwarded-For} that is not empty: the proxy
 * appended that one, the entries before it are unverified claims of the client. A header with empty entries alone names
 * an unknown client, never the proxy, which may run on this machine and would then be exempt from limits.
 *
 * @param text the address, without port or brackets
 */
public record ClientAddress(String text) {
    private static final String KEY = "skein.client-address";

    private static final ClientAddress UNKNOWN = new ClientAddress("unknown");

    /** Determines the address and stores it in the request's context for later handlers. */
    static void store(RoutingContext context, boolean behindProxy) {
        context.put(KEY, behindProxy ? forwardedAddress(context.request()) : peerAddress(context.request()));
    }

    public static ClientAddress from(RoutingContext context) {
        ClientAddress stored = context.get(KEY);
        return stored == null ? peerAddress(context.request()) : stored;
    }

    private static ClientAddress peerAddress(HttpServerRequest request) {
        return new ClientAddress(request.remoteAddress().hostAddress());
    }

    private static ClientAddress forwardedAddress(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("X-Forwarded-For");
        if (headers.isEmpty()) {
            return peerAddress(request);
        }
        String last = "";
        for (String entry : String.join(",", headers).split(",")) {
            last = entry.isBlank() ? last : entry.trim();
        }
        return last.isEmpty() ? UNKNOWN : new ClientAddress(stripPort(last));
    }

    /** Strips the port from {@code [2001:db8::1]:443} and {@code 192.0.2.1:80}; leaves a bare IPv6 address as it is. */
    private static String stripPort(String entry) {
        if (entry.startsWith("[") && entry.contains("]")) {
            return entry.substring(1, entry.indexOf(']'));
        }
        int colon = entry.indexOf(':');
        return colon >= 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
    }

    /** Whether the client runs on this machine, as tests, tools and load generators do. */
    public boolean isLoopback() {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes != null && toInetAddress(bytes).isLoopbackAddress();
    }

    /**
     * The unit that limits count by: an IPv4 address, or an IPv6 /64, within which one customer can change addresses
     * freely.
     */
    public String networkPrefix() {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return text;
        }
        InetAddress address = toInetAddress(bytes);
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return NetUtil.toAddressString(address);
        }
        Arrays.fill(bytes, 8, 16, (byte) 0);
        return NetUtil.toAddressString(toInetAddress(bytes)) + "/64";
    }

    /** Maps an IPv4-mapped IPv6 address to IPv4. */
    private static InetAddress toInetAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }
}
