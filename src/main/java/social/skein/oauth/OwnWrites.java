package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.Continuity;
import social.skein.model.AccountId;
import social.skein.sql.Replicas;
import social.skein.trace.Freshness;

/** Lets requests that only read be answered by replicas, and nobody read there before their own writes have arrived. */
public final class OwnWrites implements Continuity {
    private final Replicas replicas;
    private final LastWrites writes;

    public OwnWrites(Replicas replicas, LastWrites writes) {
        this.replicas = replicas;
        this.writes = writes;
    }

    @Override
    public void reads(Optional<AccountId> reader) {
        reader.map(somebody -> Freshness.since(() -> writes.of(somebody)))
                .orElseGet(Freshness::any)
                .enter();
    }

    /** Whoever cannot be told where the log is reads from the primary for a while. */
    @Override
    public Future<Void> wrote(AccountId writer) {
        // Also where the writer is gone by now, or out of patience: they will look for what they wrote.
        return Freshness.latest(() ->
                replicas.position().otherwise(LastWrites.UNKNOWN).compose(position -> writes.wrote(writer, position)));
    }
}
