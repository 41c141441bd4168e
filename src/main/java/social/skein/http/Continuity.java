package social.skein.http;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;

/** What is done around requests so that people find in their next one what they did in the last. */
public interface Continuity {
    /** Before a request that only reads, in its own context. */
    void reads(Optional<AccountId> reader);

    /** After somebody's request that may have written something, and before its answer goes out. Never fails. */
    Future<Void> wrote(AccountId writer);

    /** Where everything is read where it is written. */
    static Continuity natural() {
        return new Continuity() {
            @Override
            public void reads(Optional<AccountId> reader) {
                // There is nothing but the latest.
            }

            @Override
            public Future<Void> wrote(AccountId writer) {
                return Future.succeededFuture();
            }
        };
    }
}
