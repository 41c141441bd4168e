package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The verticles that a process has deployed. They are undeployed in this order: the public port, the relay, all workers
 * in parallel, and finally the ops port, which reports the shutdown until then.
 */
final class DeployedVerticles {
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

    /** Undeploys all verticles. Succeeds when all have stopped, even if some of them failed to stop cleanly. */
    Future<Void> undeploy(Vertx vertx) {
        return undeploy(vertx, httpServers)
                .compose(stopped -> undeploy(vertx, relays))
                .compose(stopped -> undeploy(vertx, workers))
                .compose(stopped -> undeploy(vertx, ops));
    }

    private static Future<Void> undeploy(Vertx vertx, List<String> deployments) {
        return Future.join(deployments.stream().map(vertx::undeploy).toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
