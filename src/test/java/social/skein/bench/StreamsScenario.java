package social.skein.bench;

import java.io.IOException;
import java.util.List;

/** Live updates over many sockets, on a server of its own with a heap of 1 GiB. */
final class StreamsScenario implements Scenario {
    private static final double MAX_HEAP_MIB = 1_024;

    @Override
    public String name() {
        return "idle-streams";
    }

    @Override
    public String title() {
        return "live updates over many sockets";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) throws IOException, InterruptedException {
        scene.closeDeployment();
        int sockets = scene.size().sockets();
        IdleStreamsRun.Result found = IdleStreamsRun.run(scene.workspace(), sockets);
        return ScenarioResult.of(
                this,
                "one server with all roles and its stores, and the client with all sockets",
                List.of(
                        Measurement.amount(
                                        "heap with all sockets, after a collection",
                                        mebibytes(found.heapConnected()),
                                        "MiB")
                                .withThreshold(Measurement.Threshold.atMost(MAX_HEAP_MIB)),
                        Measurement.amount("heap of one socket", found.bytesPerSocket() / 1024.0, "KiB"),
                        Measurement.amount(
                                "resident memory of the server", mebibytes(found.residentConnected()), "MiB"),
                        Measurement.amount("until all are connected", found.secondsToConnect(), "s"),
                        Measurement.amount("post answered to half of them", found.halfDeliveredMillis(), "ms"),
                        Measurement.amount("post answered to all of them", found.allDeliveredMillis(), "ms")),
                List.of(String.format(
                        "%,d sockets on the home streams of people with 30 follows each, %,.0f follows indexed; heap without"
                                + " them %.0f MiB",
                        sockets, found.indexedFollows(), mebibytes(found.heapIdle()))));
    }

    private static double mebibytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }
}
