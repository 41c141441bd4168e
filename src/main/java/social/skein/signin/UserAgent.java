package social.skein.signin;

import java.util.LinkedHashMap;
import java.util.Map;
import social.skein.http.Request;

/**
 * Describes a browser as "Firefox on Linux", so that users recognise their sessions. The header itself is not stored:
 * its versions would identify users.
 */
public final class UserAgent {
    /** In order of precedence: most browsers also claim to be one further down this list. */
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
        String browser = firstMatch(BROWSERS, header);
        String system = firstMatch(OPERATING_SYSTEMS, header);
        return (browser.isEmpty() ? "Unknown browser" : browser) + (system.isEmpty() ? "" : " on " + system);
    }

    private static String firstMatch(Map<String, String> names, String header) {
        return names.entrySet().stream()
                .filter(entry -> header.contains(entry.getKey()))
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
