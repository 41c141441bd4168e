package social.skein.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.vertx.core.Future;
import java.text.ParseException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;

/**
 * Verifies ID tokens (OpenID Connect Core, section 3.1.3.7): the signature by a key of the provider, issuer, audience,
 * authorized party, expiry and nonce.
 */
final class IdTokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(IdTokenVerifier.class);

    /** Asymmetric algorithms only: with HS256 the public key would be the secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Set<String> REQUIRED_CLAIMS = Set.of("iss", "sub", "aud", "exp", "iat", "nonce");

    private final IdentityProvider provider;
    private final String issuer;
    private final String clientId;

    IdTokenVerifier(IdentityProvider provider, String issuer, String clientId) {
        this.provider = provider;
        this.issuer = issuer;
        this.clientId = clientId;
    }

    /** The claims of a valid token; fails with a {@link Problem.Forbidden}. */
    Future<JWTClaimsSet> verify(ProviderMetadata metadata, String token, String nonce) {
        try {
            return Future.succeededFuture(process(metadata, token, nonce));
        } catch (BadJWTException claims) {
            return Future.failedFuture(reject(claims));
        } catch (BadJOSEException unknownKey) {
            // The provider may have rotated its keys.
            return provider.load().map(current -> verifyWith(current, token, nonce));
        } catch (ParseException | JOSEException malformed) {
            return Future.failedFuture(reject(malformed));
        }
    }

    private JWTClaimsSet verifyWith(ProviderMetadata metadata, String token, String nonce) {
        try {
            return process(metadata, token, nonce);
        } catch (BadJOSEException | ParseException | JOSEException invalid) {
            throw reject(invalid);
        }
    }

    private JWTClaimsSet process(ProviderMetadata metadata, String token, String nonce)
            throws BadJOSEException, ParseException, JOSEException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(metadata.keys())));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                clientId,
                new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build(),
                REQUIRED_CLAIMS));
        JWTClaimsSet claims = processor.process(token, null);
        String authorizedParty = claims.getStringClaim("azp");
        if (authorizedParty == null ? claims.getAudience().size() > 1 : !authorizedParty.equals(clientId)) {
            throw new BadJWTException("JWT authorized party (azp) rejected: " + authorizedParty);
        }
        return claims;
    }

    private Problem reject(Exception reason) {
        LOG.warn("An ID token of {} was rejected: {}", issuer, reason.getMessage());
        return new Problem.Forbidden("The identity of your account could not be verified. Please sign in again.");
    }
}
