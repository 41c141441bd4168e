package social.skein.replication;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.feature.TableErasure;
import social.skein.http.ReadYourWrites;
import social.skein.model.AccountId;
import social.skein.sql.Replicas;

/** Read-your-writes on read replicas. Without replicas every read goes to the primary and nothing is recorded. */
public final class ReplicationFeature implements Feature {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Platform platform;
    private final Optional<Replicas> replicas;
    private final WritePositionStore positionStore;
    private final WritePositions positions;

    public ReplicationFeature(Platform platform, Optional<Replicas> replicas, Duration maxLag) {
        this.platform = platform;
        this.replicas = replicas;
        this.positionStore = new WritePositionStore(platform.db());
        this.positions = new WritePositions(platform.hints(), platform.redis(), positionStore, maxLag);
    }

    /** The consistency of the reads of each request. */
    public ReadYourWrites readYourWrites() {
        return replicas.<ReadYourWrites>map(some -> new ReplicaReadYourWrites(some, positions))
                .orElseGet(ReadYourWrites::primaryOnly);
    }

    /** The state of each replica by its address. */
    public Map<String, String> states() {
        return replicas.map(Replicas::states).orElse(Map.of());
    }

    /** Called for each authenticated request with the age of its token: replicas may lack a new account. */
    public void onAuthenticated(AccountId account, Duration tokenAge) {
        if (replicas.isPresent()) {
            positions.onAuthenticated(account, tokenAge);
        }
    }

    @Override
    public List<ErasureStep> erasure() {
        return List.of(new TableErasure(platform.db(), "write positions", "write_position", "account_id"));
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob(
                "delete old write positions",
                SWEEP_INTERVAL,
                () -> positionStore.sweep().mapEmpty()));
    }

    @Override
    public Future<Void> start() {
        return replicas.map(some ->
                        Future.all(positions.listen(), some.startMonitoring()).<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }
}
