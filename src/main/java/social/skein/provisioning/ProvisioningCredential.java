package social.skein.provisioning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import social.skein.auditlog.AuditLog;
import social.skein.http.Request;
import social.skein.model.Problem;
import social.skein.signin.Secret;

/** The credential of the backend, sent as a bearer token and compared in constant time. */
final class ProvisioningCredential {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_ADDRESSES = 10_000;

    private final boolean enabled;
    private final Buffer hash;

    /** The addresses whose denial is in the audit log already; one line a minute is enough. */
    private final Cache<String, Boolean> audited = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** @param token the configured credential; empty disables the API */
    ProvisioningCredential(String token) {
        this.enabled = !token.isEmpty();
        this.hash = new Secret(token).hash();
    }

    /** Throws a {@link Problem.NotFound} if the API is disabled, and a {@link Problem.Unauthorized} without the token. */
    void require(Request request) {
        if (!enabled) {
            throw new Problem.NotFound();
        }
        String header = request.header("Authorization").orElse("");
        boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String sent = bearer ? header.substring(SCHEME.length()).strip() : "";
        if (!new Secret(sent).matches(hash)) {
            recordDenial(request.clientNetwork());
            throw new Problem.Unauthorized(
                    "This method requires the header Authorization: Bearer with the provisioning.token of this server");
        }
    }

    private void recordDenial(String address) {
        if (audited.asMap().putIfAbsent(address, true) == null) {
            AuditLog.record(AuditLog.Event.DENIED, "address " + address, "provisioning API");
        }
    }
}
