package social.skein.http;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;

/** What is done around requests so that people find in their next one what they did in the last. */
public interface ReadYourWrites {
    /** Before a request that only reads, in its own context. */
    void beforeRead(Optional<AccountId> reader);

    /** After somebody's request that may have written something, and before its answer goes out. Never fails. */
    Future<Void> afterWrite(AccountId writer);

    /** Where everything is read where it is written. */
    static ReadYourWrites primaryOnly() {
        return new ReadYourWrites() {
            @Override
            public void beforeRead(Optional<AccountId> reader) {
                // There is nothing but the latest.
            }

            @Override
            public Future<Void> afterWrite(AccountId writer) {
                return Future.succeededFuture();
            }
        };
    }
}
