package social.skein.config;

import java.util.Locale;

/** The scheme of public URLs. */
enum Scheme {
    AUTO,
    HTTP,
    HTTPS;

    /** HTTP for local names, which cannot have a public certificate, otherwise HTTPS. */
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
