package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A load distributed evenly over the processes that serve clients, as by a load balancer, but without its cost. */
record BalancedLoad(List<Integer> ports, List<byte[]> requests) {
    ClosedLoopLoad.Outcome run(Duration time) {
        return runAll(share -> share.run(time));
    }

    /** Sends each request once, to one of the processes. */
    ClosedLoopLoad.Outcome runOnce() {
        return runAll(ClosedLoopLoad::runOnce);
    }

    private ClosedLoopLoad.Outcome runAll(Function<ClosedLoopLoad, ClosedLoopLoad.Outcome> run) {
        List<CompletableFuture<ClosedLoopLoad.Outcome>> shares = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            ClosedLoopLoad share =
                    new ClosedLoopLoad(ports.get(i), requestsFor(i), WorkloadSize.CONNECTIONS / ports.size());
            shares.add(CompletableFuture.supplyAsync(() -> run.apply(share), task -> new Thread(task, "load").start()));
        }
        return shares.stream()
                .map(CompletableFuture::join)
                .reduce(ClosedLoopLoad.Outcome::merge)
                .orElseThrow();
    }

    private List<byte[]> requestsFor(int process) {
        return IntStream.range(0, requests.size())
                .filter(turn -> turn % ports.size() == process)
                .mapToObj(requests::get)
                .toList();
    }
}
