package social.skein.http;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;

/** Hooks around requests that let an account's next request see the writes of its last one, despite read replicas. */
public interface ReadYourWrites {
    /** Called before a read-only request, in its context; sets the read consistency of the request. */
    void beforeRead(Optional<AccountId> reader);

    /** Called after a request that may have written, before its response is sent. Never fails. */
    Future<Void> afterWrite(AccountId writer);

    /** For a deployment without replicas, which reads from the primary anyway. */
    static ReadYourWrites primaryOnly() {
        return new ReadYourWrites() {
            @Override
            public void beforeRead(Optional<AccountId> reader) {
                // The primary is always up to date.
            }

            @Override
            public Future<Void> afterWrite(AccountId writer) {
                return Future.succeededFuture();
            }
        };
    }
}
