package social.skein.replication;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.context.ReadConsistency;
import social.skein.http.ReadYourWrites;
import social.skein.model.AccountId;
import social.skein.sql.Replicas;

/** Lets replicas answer requests that only read, once they have replayed the user's own last write. */
public final class ReplicaReadYourWrites implements ReadYourWrites {
    private final Replicas replicas;
    private final WritePositions positions;

    public ReplicaReadYourWrites(Replicas replicas, WritePositions positions) {
        this.replicas = replicas;
        this.positions = positions;
    }

    @Override
    public void beforeRead(Optional<AccountId> reader) {
        reader.map(account -> ReadConsistency.atLeast(() -> positions.lastPosition(account)))
                .orElseGet(ReadConsistency::eventual)
                .makeCurrent();
    }

    /** If the position of the log is unknown, the writer reads from the primary for a while. */
    @Override
    public Future<Void> afterWrite(AccountId writer) {
        // Even if the client has disconnected or timed out: the user will look for the write.
        return ReadConsistency.readLatest(() -> replicas.currentLsn()
                .otherwise(WritePositions.UNKNOWN)
                .compose(position -> positions.record(writer, position)));
    }
}
