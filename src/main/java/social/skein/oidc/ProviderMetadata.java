package social.skein.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provider's discovery document and signing keys.
 *
 * @param userinfoEndpoint the endpoint with the claims of a user; empty if the provider has none
 * @param clientSecretInBody whether the provider accepts the client secret only as a form field, not by HTTP Basic
 * @param namesIssuerInResponse whether each authorization response has the parameter {@code iss} (RFC 9207)
 */
record ProviderMetadata(
        String authorizationEndpoint,
        String tokenEndpoint,
        String jwksUri,
        Optional<String> userinfoEndpoint,
        boolean clientSecretInBody,
        boolean namesIssuerInResponse,
        JWKSet keys) {

    /** Parses a discovery document; throws a {@link ParseException} that says what is wrong with it. */
    static ProviderMetadata parse(String document, String issuer) throws ParseException {
        Map<String, Object> members = JSONObjectUtils.parse(document);
        String found = text(members, "issuer");
        if (!found.equals(issuer)) {
            throw new ParseException("it names the issuer " + found + ", but oidc.issuer is " + issuer, 0);
        }
        List<String> methods = JSONObjectUtils.getStringList(members, "token_endpoint_auth_methods_supported");
        return new ProviderMetadata(
                endpoint(members, "authorization_endpoint", issuer),
                endpoint(members, "token_endpoint", issuer),
                endpoint(members, "jwks_uri", issuer),
                members.containsKey("userinfo_endpoint")
                        ? Optional.of(endpoint(members, "userinfo_endpoint", issuer))
                        : Optional.empty(),
                methods != null && methods.contains("client_secret_post") && !methods.contains("client_secret_basic"),
                Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported")),
                new JWKSet());
    }

    ProviderMetadata withKeys(JWKSet newKeys) {
        return new ProviderMetadata(
                authorizationEndpoint,
                tokenEndpoint,
                jwksUri,
                userinfoEndpoint,
                clientSecretInBody,
                namesIssuerInResponse,
                newKeys);
    }

    /** The URL of an endpoint, which must use TLS if the issuer does. */
    private static String endpoint(Map<String, Object> members, String name, String issuer) throws ParseException {
        String url = text(members, name);
        String scheme = schemeOf(url);
        boolean valid = scheme.equals("https")
                || (scheme.equals("http") && schemeOf(issuer).equals("http"));
        if (!valid) {
            throw new ParseException("its " + name + " is \"" + url + "\", which should be an https URL", 0);
        }
        return url;
    }

    private static String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    private static String schemeOf(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() == null || uri.getScheme() == null ? "" : uri.getScheme();
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
