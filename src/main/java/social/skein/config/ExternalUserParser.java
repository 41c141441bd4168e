package social.skein.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Validates the settings for the users of the operator's own product: OpenID Connect and provisioning. */
record ExternalUserParser(Settings settings) {
    private static final int MIN_TOKEN_LENGTH = 32;
    private static final int MAX_LABEL_LENGTH = 60;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    Config.Oidc oidc() {
        String issuer = issuer();
        Setting clientId = settings.get("oidc.client-id");
        if (!issuer.isEmpty() && clientId.text().isBlank()) {
            throw clientId.invalid("the client id that " + issuer + " issued for this server");
        }
        return new Config.Oidc(
                issuer,
                clientId.text(),
                settings.get("oidc.client-secret").text(),
                scopes(),
                new Config.OidcClaims(
                        claim("oidc.username-claim", "preferred_username"),
                        claim("oidc.name-claim", "name"),
                        claim("oidc.email-claim", "email")),
                label(issuer));
    }

    Config.Provisioning provisioning() {
        Setting token = settings.get("provisioning.token");
        String text = token.text();
        if (!text.isEmpty()
                && (text.length() < MIN_TOKEN_LENGTH || !TOKEN.matcher(text).matches())) {
            throw token.invalid("at least " + MIN_TOKEN_LENGTH + " random characters without spaces, or empty");
        }
        return new Config.Provisioning(text);
    }

    private String issuer() {
        Setting issuer = settings.get("oidc.issuer");
        if (issuer.text().isEmpty()) {
            if (!settings.get("oidc.client-id").text().isEmpty()) {
                throw issuer.invalid("the URL of the provider that issued oidc.client-id, like https://id.example.org");
            }
            return "";
        }
        if (host(issuer.text()).isEmpty()) {
            throw issuer.invalid("a URL like https://id.example.org without a query; http is for local names only");
        }
        return issuer.text();
    }

    /** The host of a valid issuer: tokens from another host than this machine need TLS. */
    private static Optional<String> host(String issuer) {
        try {
            URI uri = new URI(issuer);
            String host = uri.getHost();
            boolean valid = host != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme())
                                    && (Scheme.defaultFor(host) == Scheme.HTTP || host.equals("[::1]"))));
            return valid ? Optional.of(host) : Optional.empty();
        } catch (java.net.URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private List<String> scopes() {
        Setting scopes = settings.get("oidc.scopes");
        List<String> words = List.of(scopes.text().strip().split("[\\s,]+"));
        if (!words.contains("openid")
                || !words.stream().allMatch(word -> SCOPE.matcher(word).matches())) {
            throw scopes.invalid("scopes separated by spaces, openid among them, like openid profile email");
        }
        return words;
    }

    private String claim(String key, String example) {
        return new SettingParser(settings.get(key)).nonBlank("the name of a claim like " + example);
    }

    private String label(String issuer) {
        Setting label = settings.get("oidc.label");
        if (label.text().length() > MAX_LABEL_LENGTH) {
            throw label.invalid("at most " + MAX_LABEL_LENGTH + " characters");
        }
        return label.text().isBlank()
                ? "Sign in with " + host(issuer).orElse("")
                : label.text().strip();
    }
}
