package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A load dealt out evenly to all processes that answer, as a load balancer would, without the work of one. */
record SpreadLoad(List<Integer> ports, List<byte[]> requests) {
    Load.Outcome run(Duration time) {
        return together(share -> share.run(time));
    }

    /** Sends every request once, to one of them. */
    Load.Outcome once() {
        return together(Load::once);
    }

    private Load.Outcome together(Function<Load, Load.Outcome> run) {
        List<CompletableFuture<Load.Outcome>> shares = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            Load share = new Load(ports.get(i), dealtTo(i), Effort.CONNECTIONS / ports.size());
            shares.add(CompletableFuture.supplyAsync(() -> run.apply(share), task -> new Thread(task, "load").start()));
        }
        return shares.stream()
                .map(CompletableFuture::join)
                .reduce(Load.Outcome::and)
                .orElseThrow();
    }

    private List<byte[]> dealtTo(int process) {
        return IntStream.range(0, requests.size())
                .filter(turn -> turn % ports.size() == process)
                .mapToObj(requests::get)
                .toList();
    }
}
