package social.skein.oauth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.http.Params;
import social.skein.http.Scopes;
import social.skein.model.Problem;

/** A registration, checked: a {@link Problem.Invalid} says what is wrong with it. */
record NewApp(String name, Optional<String> website, List<String> redirectUris, Scopes scopes) {
    private static final Pattern WEBSITE = Pattern.compile("(?i)https?://[^\\s\"<>]{1,1990}");
    private static final int LONGEST_NAME = 100;
    private static final int MOST_REDIRECT_URIS = 20;

    static NewApp of(Params params) {
        return new NewApp(
                name(params.filled("client_name").orElse("").strip()),
                params.filled("website").map(NewApp::website),
                redirectUris(params.list("redirect_uris")),
                Scopes.parse(params.filled("scopes").orElse("read"))
                        .orElseThrow(() -> invalid("Scopes doesn't match configured on the server.")));
    }

    private static String name(String name) {
        if (name.isEmpty()) {
            throw invalid("Application name can't be blank");
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw invalid("Application name is too long (maximum is " + LONGEST_NAME + " characters)");
        }
        return name;
    }

    private static String website(String website) {
        if (!WEBSITE.matcher(website.strip()).matches()) {
            throw invalid("Website must be a valid URL");
        }
        return website.strip();
    }

    private static List<String> redirectUris(List<String> given) {
        List<RedirectUri> uris = given.stream()
                .flatMap(lines -> Stream.of(lines.split("\\s+", -1)))
                .filter(line -> !line.isEmpty())
                .distinct()
                .map(RedirectUri::new)
                .collect(Collectors.toList());
        if (uris.isEmpty()) {
            throw invalid("Redirect URI can't be blank");
        }
        if (uris.size() > MOST_REDIRECT_URIS) {
            throw invalid("Redirect URI has too many lines (maximum is " + MOST_REDIRECT_URIS + ")");
        }
        if (uris.stream().anyMatch(RedirectUri::isForbidden)) {
            throw invalid("Redirect URI is forbidden by the server.");
        }
        if (!uris.stream().allMatch(RedirectUri::isAbsolute)) {
            throw invalid("Redirect URI must be an absolute URI.");
        }
        return uris.stream().map(RedirectUri::text).collect(Collectors.toList());
    }

    private static Problem.Invalid invalid(String what) {
        return new Problem.Invalid("Validation failed: " + what);
    }
}
