package social.skein.config;

import java.util.Locale;

/** How clients reach the server. */
enum Scheme {
    AUTO,
    HTTP,
    HTTPS;

    /** Plain HTTP for names that only this machine or this network knows, since nobody certifies those. */
    static Scheme defaultFor(String domain) {
        String host =
                domain.startsWith("[") ? domain.substring(1, domain.indexOf(']')) : domain.replaceAll(":\\d+$", "");
        boolean local = !host.contains(".") || host.endsWith(".localhost") || host.startsWith("127.");
        return local ? HTTP : HTTPS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
