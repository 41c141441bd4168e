package social.skein.bench;

import java.io.IOException;
import java.util.List;

/** Measures live updates over many sockets, on a separate server with a heap of 1 GiB. */
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
    public ScenarioResult measure(BenchContext context) throws IOException, InterruptedException {
        context.closeDeployment();
        int sockets = context.size().sockets();
        IdleStreamsRun.Result result = IdleStreamsRun.run(context.workspace(), sockets);
        return ScenarioResult.of(
                this,
                "one server with all roles and its stores, and the client with all sockets",
                List.of(
                        Measurement.amount(
                                        "heap with all sockets, after a collection",
                                        mebibytes(result.heapConnected()),
                                        "MiB")
                                .withThreshold(Measurement.Threshold.atMost(MAX_HEAP_MIB)),
                        Measurement.amount("heap per socket", result.bytesPerSocket() / 1024.0, "KiB"),
                        Measurement.amount(
                                "resident memory of the server", mebibytes(result.residentConnected()), "MiB"),
                        Measurement.amount("time to connect all sockets", result.secondsToConnect(), "s"),
                        Measurement.amount("post to half of the sockets", result.halfDeliveredMillis(), "ms"),
                        Measurement.amount("post to all sockets", result.allDeliveredMillis(), "ms")),
                List.of(String.format(
                        "%,d sockets on the home streams of accounts with 30 follows each, %,.0f follows indexed; heap"
                                + " without them %.0f MiB",
                        sockets, result.indexedFollows(), mebibytes(result.heapIdle()))));
    }

    private static double mebibytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }
}
