package social.skein.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An OpenID Connect provider: discovery, keys, token and UserInfo endpoints on a real port. It verifies the client, the
 * redirect URI and the PKCE code verifier as providers do. Tests change the ID token, its signature and the documents.
 */
public final class TestIdentityProvider implements AutoCloseable {
    public static final String CLIENT_ID = "skein at the/product";
    public static final String CLIENT_SECRET = "a secret: of 100 %";

    private final HttpServer server;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile JWK key;
    private volatile UnaryOperator<JWTClaimsSet> claims = UnaryOperator.identity();
    private volatile TokenSigner signer = this::sign;
    private volatile Map<String, Object> userInfo = Map.of();
    private volatile Map<String, Object> discovery = Map.of();
    private volatile int tokenRequests;

    /** Turns claims into an ID token. */
    public interface TokenSigner {
        String sign(JWTClaimsSet claims) throws JOSEException;
    }

    /** A request that a browser brought to the authorization endpoint. */
    public record AuthorizationRequest(Map<String, String> params) {
        public String state() {
            return params.get("state");
        }
    }

    private record Grant(Map<String, String> request, Map<String, Object> user) {}

    public TestIdentityProvider() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        rotateToRsaKey();
        server.createContext("/.well-known/openid-configuration", exchange -> respond(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> respond(exchange, 200, new JWKSet(key).toString(true)));
        server.createContext("/token", this::token);
        server.createContext("/userinfo", exchange -> respond(exchange, 200, new JsonObject(userInfo).encode()));
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of an instance that uses this provider. */
    public Map<String, String> settings() {
        return Map.of(
                "SKEIN_OIDC_ISSUER",
                issuer(),
                "SKEIN_OIDC_CLIENT_ID",
                CLIENT_ID,
                "SKEIN_OIDC_CLIENT_SECRET",
                CLIENT_SECRET,
                "SKEIN_OIDC_LABEL",
                "Sign in with Birds & Co");
    }

    /** The parameters with which a browser arrives at the authorization endpoint. */
    public AuthorizationRequest arrive(String location) {
        if (!location.startsWith(issuer() + "/authorize?")) {
            throw new AssertionError("Not the authorization endpoint: " + location);
        }
        return new AuthorizationRequest(decode(URI.create(location).getRawQuery()));
    }

    /** Signs a user in; returns the path and query to which the browser is redirected. */
    public String signIn(AuthorizationRequest request, Map<String, Object> user) {
        String code = "code-" + numbers.incrementAndGet();
        grants.put(code, new Grant(request.params(), user));
        String callback = URI.create(request.params().get("redirect_uri")).getRawPath();
        return callback + "?code=" + code + "&state=" + request.state();
    }

    /** Changes the claims of ID tokens. */
    public void changeClaims(UnaryOperator<JWTClaimsSet> change) {
        this.claims = change;
    }

    public void signWith(TokenSigner tokenSigner) {
        this.signer = tokenSigner;
    }

    public void userInfo(Map<String, Object> members) {
        this.userInfo = members;
    }

    /** Changes members of the discovery document. */
    public void changeDiscovery(Map<String, Object> members) {
        this.discovery = members;
    }

    /** Restores the honest behavior, with a new RSA key. */
    public void reset() {
        rotateToRsaKey();
        claims = UnaryOperator.identity();
        signer = this::sign;
        userInfo = Map.of();
        discovery = Map.of();
    }

    public void rotateToRsaKey() {
        try {
            key = new RSAKeyGenerator(2048)
                    .keyID("rsa-" + numbers.incrementAndGet())
                    .generate();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }

    public void rotateToEcKey() {
        try {
            key = new ECKeyGenerator(Curve.P_256)
                    .keyID("ec-" + numbers.incrementAndGet())
                    .generate();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The current key, with its private part. */
    public JWK key() {
        return key;
    }

    /** The number of requests to the token endpoint. */
    public int tokenRequests() {
        return tokenRequests;
    }

    private String sign(JWTClaimsSet set) throws JOSEException {
        return signWithKey(set, key);
    }

    public static String signWithKey(JWTClaimsSet set, JWK signingKey) throws JOSEException {
        boolean rsa = signingKey instanceof RSAKey;
        JWSSigner jwsSigner = rsa ? new RSASSASigner(signingKey.toRSAKey()) : new ECDSASigner((ECKey) signingKey);
        JWSHeader header = new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                .keyID(signingKey.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, set);
        token.sign(jwsSigner);
        return token.serialize();
    }

    private String discovery() {
        JsonObject document = new JsonObject()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("userinfo_endpoint", issuer() + "/userinfo")
                .put("jwks_uri", issuer() + "/keys");
        discovery.forEach(document::put);
        return document.encode();
    }

    private void token(HttpExchange exchange) throws IOException {
        tokenRequests++;
        Map<String, String> form = decode(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        if (!authenticates(exchange.getRequestHeaders().getFirst("Authorization"))) {
            respond(exchange, 401, "{\"error\": \"invalid_client\"}");
        } else if (grant == null || !matches(grant, form)) {
            respond(exchange, 400, "{\"error\": \"invalid_grant\"}");
        } else {
            respond(exchange, 200, tokens(grant));
        }
    }

    private static boolean authenticates(String header) {
        if (header == null || !header.startsWith("Basic ")) {
            return false;
        }
        String pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
        return Arrays.stream(pair.split(":", -1))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList()
                .equals(List.of(CLIENT_ID, CLIENT_SECRET));
    }

    private static boolean matches(Grant grant, Map<String, String> form) {
        return "authorization_code".equals(form.get("grant_type"))
                && grant.request().get("redirect_uri").equals(form.get("redirect_uri"))
                && "S256".equals(grant.request().get("code_challenge_method"))
                && grant.request().get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private String tokens(Grant grant) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT_ID)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", grant.request().get("nonce"));
        grant.user().forEach(builder::claim);
        try {
            return new JsonObject()
                    .put("access_token", "an access token")
                    .put("token_type", "Bearer")
                    .put("id_token", signer.sign(claims.apply(builder.build())))
                    .encode();
        } catch (JOSEException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> decode(String form) {
        Map<String, String> params = new HashMap<>();
        for (String field : form.split("&")) {
            String[] pair = field.split("=", 2);
            params.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8));
        }
        return params;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
