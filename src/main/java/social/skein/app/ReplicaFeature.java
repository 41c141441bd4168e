package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import social.skein.cluster.HintBus;
import social.skein.config.Config;
import social.skein.http.ReadYourWrites;
import social.skein.model.AccountId;
import social.skein.replication.ReplicaReadYourWrites;
import social.skein.replication.WritePositionStore;
import social.skein.replication.WritePositions;
import social.skein.sql.Replicas;

/** What reading from replicas is made of; nothing, where there are none. */
final class ReplicaFeature {
    final ReadYourWrites readYourWrites;
    private final Optional<Replicas> replicas;
    private final WritePositionStore positionStore;
    private final WritePositions writePositions;

    ReplicaFeature(Config config, Backends backends, HintBus hints) {
        this.replicas = backends.replicas();
        this.positionStore = new WritePositionStore(backends.db());
        this.writePositions = new WritePositions(
                hints, backends.redis(), positionStore, config.postgres().maxReplicaLag());
        this.readYourWrites = replicas.<ReadYourWrites>map(some -> new ReplicaReadYourWrites(some, writePositions))
                .orElseGet(ReadYourWrites::primaryOnly);
    }

    /** Begins to look after the replicas, and to hear of what is written. */
    Future<Void> listen() {
        return replicas.map(some -> Future.all(writePositions.listen(), some.startMonitoring())
                        .<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    /** How each replica is, by its address. */
    Map<String, String> states() {
        return replicas.map(Replicas::states).orElse(Map.of());
    }

    /** Deletes what has served its time. */
    Future<Integer> sweep() {
        return positionStore.sweep();
    }

    /** Somebody asks with a token of this age. */
    void onTokenUse(AccountId account, Duration age) {
        if (replicas.isPresent()) {
            writePositions.onAuthenticated(account, age);
        }
    }
}
