package social.skein.signin;

import java.util.LinkedHashMap;
import java.util.Map;
import social.skein.http.Request;

/**
 * What kind of browser somebody uses, so that they know it again among others. The header itself is not cache: with its
 * versions it would tell people apart.
 */
public final class UserAgent {
    /** In this order: most browsers claim to be others as well, and name themselves further down this list last. */
    private static final Map<String, String> BROWSERS = orderedMap(
            "Edg", "Edge",
            "OPR/", "Opera",
            "SamsungBrowser", "Samsung Internet",
            "Firefox/", "Firefox",
            "FxiOS", "Firefox",
            "CriOS", "Chrome",
            "Chromium", "Chromium",
            "Chrome/", "Chrome",
            "Safari/", "Safari",
            "curl/", "curl");

    private static final Map<String, String> OPERATING_SYSTEMS = orderedMap(
            "iPhone", "iPhone",
            "iPad", "iPad",
            "Android", "Android",
            "Windows", "Windows",
            "CrOS", "ChromeOS",
            "Mac OS X", "macOS",
            "Linux", "Linux");

    private UserAgent() {}

    public static String describe(Request request) {
        return describe(request.header("User-Agent").orElse(""));
    }

    static String describe(String header) {
        String kind = firstMatch(BROWSERS, header);
        String system = firstMatch(OPERATING_SYSTEMS, header);
        return (kind.isEmpty() ? "A browser" : kind) + (system.isEmpty() ? "" : " on " + system);
    }

    private static String firstMatch(Map<String, String> names, String header) {
        return names.entrySet().stream()
                .filter(name -> header.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> orderedMap(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }
}
