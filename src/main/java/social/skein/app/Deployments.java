package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a process has deployed, taken down in this order: the doors close, the relay brings nothing more, the workers leave side
 * by side, and the ops port says so until the end.
 */
final class Deployments {
    private final List<String> httpServers = new CopyOnWriteArrayList<>();
    private final List<String> relays = new CopyOnWriteArrayList<>();
    private final List<String> workers = new CopyOnWriteArrayList<>();
    private final List<String> ops = new CopyOnWriteArrayList<>();

    void addHttpServer(String deployment) {
        httpServers.add(deployment);
    }

    void addRelay(String deployment) {
        relays.add(deployment);
    }

    void addWorker(String deployment) {
        workers.add(deployment);
    }

    void addOpsServer(String deployment) {
        ops.add(deployment);
    }

    /** Succeeds when all have ended, some of them perhaps not in good order. */
    Future<Void> undeploy(Vertx vertx) {
        return undeploy(vertx, httpServers)
                .compose(closed -> undeploy(vertx, relays))
                .compose(still -> undeploy(vertx, workers))
                .compose(left -> undeploy(vertx, ops));
    }

    private static Future<Void> undeploy(Vertx vertx, List<String> deployments) {
        return Future.join(deployments.stream().map(vertx::undeploy).toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
