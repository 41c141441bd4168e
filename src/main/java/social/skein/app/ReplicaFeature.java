package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import social.skein.cluster.Hints;
import social.skein.config.Config;
import social.skein.http.Continuity;
import social.skein.model.AccountId;
import social.skein.oauth.LastWrites;
import social.skein.oauth.OwnWrites;
import social.skein.oauth.WrittenPlaces;
import social.skein.sql.Replicas;

/** What reading from replicas is made of; nothing, where there are none. */
final class ReplicaFeature {
    final Continuity continuity;
    private final Optional<Replicas> replicas;
    private final WrittenPlaces places;
    private final LastWrites writes;

    ReplicaFeature(Config config, Backends backends, Hints hints) {
        this.replicas = backends.replicas();
        this.places = new WrittenPlaces(backends.db());
        this.writes = new LastWrites(
                hints, backends.redis(), places, config.postgres().maxLag());
        this.continuity =
                replicas.<Continuity>map(some -> new OwnWrites(some, writes)).orElseGet(Continuity::natural);
    }

    /** Begins to look after the replicas, and to hear of what is written. */
    Future<Void> listen() {
        return replicas.map(some -> Future.all(writes.listen(), some.watch()).<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    /** How each replica is, by its address. */
    Map<String, String> states() {
        return replicas.map(Replicas::states).orElse(Map.of());
    }

    /** Deletes what has served its time. */
    Future<Integer> sweep() {
        return places.forgetOld();
    }

    /** Somebody asks with a token of this age. */
    void met(AccountId account, Duration age) {
        if (replicas.isPresent()) {
            writes.met(account, age);
        }
    }
}
