package social.skein.bench;

import java.io.IOException;
import java.util.List;

/** Live updates over many sockets, on a server of its own with a heap of 1 GiB. */
final class StreamsPart implements Part {
    private static final double MOST_HEAP_MIB = 1_024;

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String title() {
        return "live updates over many sockets";
    }

    @Override
    public Section measure(Scene scene) throws IOException, InterruptedException {
        scene.leaveStand();
        int sockets = scene.effort().sockets();
        IdleSockets.Result found = IdleSockets.run(scene.premises(), sockets);
        return Section.of(
                this,
                "one server with all roles and its stores, and the client with all sockets",
                List.of(
                        Figure.amount("heap with all sockets, after a collection", mebibytes(found.heapWith()), "MiB")
                                .aimedAt(Figure.Aim.atMost(MOST_HEAP_MIB)),
                        Figure.amount("heap of one socket", found.bytesPerSocket() / 1024.0, "KiB"),
                        Figure.amount("resident memory of the server", mebibytes(found.residentWith()), "MiB"),
                        Figure.amount("until all are connected", found.secondsToConnect(), "s"),
                        Figure.amount("post answered to half of them", found.halfHaveIt(), "ms"),
                        Figure.amount("post answered to all of them", found.allHaveIt(), "ms")),
                List.of(String.format(
                        "%,d sockets on the home streams of people with 30 follows each, %,.0f follows indexed; heap without"
                                + " them %.0f MiB",
                        sockets, found.indexed(), mebibytes(found.heapBefore()))));
    }

    private static double mebibytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }
}
