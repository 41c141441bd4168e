package social.skein.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a request comes from. Behind a proxy that is the last entry of {@code X-Forwarded-For}: the one the proxy itself
 * wrote, for what stands before it is whatever the client claimed.
 *
 * @param text the address, without port or brackets
 */
public record ClientAddress(String text) {
    private static final String KEY = "skein.client-address";

    /** Finds it once and for all handlers that follow. */
    static void store(RoutingContext context, boolean behindProxy) {
        context.put(KEY, behindProxy ? forwardedAddress(context.request()) : peerAddress(context.request()));
    }

    public static ClientAddress from(RoutingContext context) {
        ClientAddress known = context.get(KEY);
        return known == null ? peerAddress(context.request()) : known;
    }

    private static ClientAddress peerAddress(HttpServerRequest request) {
        return new ClientAddress(request.remoteAddress().hostAddress());
    }

    private static ClientAddress forwardedAddress(HttpServerRequest request) {
        String all = String.join(",", request.headers().getAll("X-Forwarded-For"));
        String last = stripPort(all.substring(all.lastIndexOf(',') + 1).trim());
        return last.isEmpty() ? peerAddress(request) : new ClientAddress(last);
    }

    /** {@code [2001:db8::1]:443} and {@code 192.0.2.1:80} without what belongs to the connection. */
    private static String stripPort(String entry) {
        if (entry.startsWith("[") && entry.contains("]")) {
            return entry.substring(1, entry.indexOf(']'));
        }
        int colon = entry.indexOf(':');
        return colon >= 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
    }

    /** Whether it is this machine asking itself, as tests, tools and load generators do. */
    public boolean isLoopback() {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes != null && toInetAddress(bytes).isLoopbackAddress();
    }

    /** Who is counted as one: an IPv4 address, or the /64 that every single IPv6 customer has to change addresses in. */
    public String networkPrefix() {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return text;
        }
        InetAddress address = toInetAddress(bytes);
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
            return address.getHostAddress();
        }
        Arrays.fill(bytes, 8, 16, (byte) 0);
        return toInetAddress(bytes).getHostAddress() + "/64";
    }

    /** An IPv4 address written as IPv6 comes back as IPv4. */
    private static InetAddress toInetAddress(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }
}
