package social.skein.replication;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.context.ReadConsistency;
import social.skein.http.ReadYourWrites;
import social.skein.model.AccountId;
import social.skein.sql.Replicas;

/** Lets requests that only read be answered by replicas, and nobody read there before their own writes have arrived. */
public final class ReplicaReadYourWrites implements ReadYourWrites {
    private final Replicas replicas;
    private final WritePositions positions;

    public ReplicaReadYourWrites(Replicas replicas, WritePositions positions) {
        this.replicas = replicas;
        this.positions = positions;
    }

    @Override
    public void beforeRead(Optional<AccountId> reader) {
        reader.map(somebody -> ReadConsistency.atLeast(() -> positions.lastPosition(somebody)))
                .orElseGet(ReadConsistency::eventual)
                .makeCurrent();
    }

    /** Whoever cannot be told where the log is reads from the primary for a while. */
    @Override
    public Future<Void> afterWrite(AccountId writer) {
        // Also where the writer is gone by now, or out of patience: they will look for what they wrote.
        return ReadConsistency.readLatest(() -> replicas.currentLsn()
                .otherwise(WritePositions.UNKNOWN)
                .compose(position -> positions.record(writer, position)));
    }
}
