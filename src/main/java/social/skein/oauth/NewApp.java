package social.skein.oauth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.http.Params;
import social.skein.http.Scopes;
import social.skein.model.Problem;
import social.skein.model.TextLimit;

/** A validated app registration; parsing throws a {@link Problem.Invalid}. */
record NewApp(String name, Optional<String> website, List<String> redirectUris, Scopes scopes) {
    private static final Pattern WEBSITE = Pattern.compile("(?i)https?://[^\\s\"<>]{1,1990}");
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_REDIRECT_URIS = 20;

    static NewApp parse(Params params) {
        return new NewApp(
                validName(params.nonBlank("client_name").orElse("").strip()),
                params.nonBlank("website").map(NewApp::validWebsite),
                validRedirectUris(params.list("redirect_uris")),
                Scopes.parse(params.nonBlank("scopes").orElse("read"))
                        .orElseThrow(() -> invalid("Scopes doesn't match configured on the server.")));
    }

    private static String validName(String name) {
        if (name.isEmpty()) {
            throw invalid("Application name can't be blank");
        }
        return TextLimit.check("Application name", name, MAX_NAME_LENGTH);
    }

    private static String validWebsite(String website) {
        if (!WEBSITE.matcher(website.strip()).matches()) {
            throw invalid("Website must be a valid URL");
        }
        return website.strip();
    }

    private static List<String> validRedirectUris(List<String> params) {
        List<RedirectUri> uris = params.stream()
                .flatMap(lines -> Stream.of(lines.split("\\s+", -1)))
                .filter(line -> !line.isEmpty())
                .distinct()
                .map(RedirectUri::new)
                .collect(Collectors.toList());
        if (uris.isEmpty()) {
            throw invalid("Redirect URI can't be blank");
        }
        if (uris.size() > MAX_REDIRECT_URIS) {
            throw invalid("Redirect URI has too many lines (maximum is " + MAX_REDIRECT_URIS + ")");
        }
        if (uris.stream().anyMatch(RedirectUri::isForbidden)) {
            throw invalid("Redirect URI is forbidden by the server.");
        }
        if (!uris.stream().allMatch(RedirectUri::isAbsolute)) {
            throw invalid("Redirect URI must be an absolute URI.");
        }
        return uris.stream().map(RedirectUri::text).collect(Collectors.toList());
    }

    private static Problem.Invalid invalid(String reason) {
        return new Problem.Invalid("Validation failed: " + reason);
    }
}
