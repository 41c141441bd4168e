package social.skein.bench;

import java.time.Duration;
import java.util.function.Supplier;

/** Where it is read how much CPU time was spent, by the server under load, by its stores, and by us. */
record Meters(Supplier<Duration> server, Supplier<Duration> stores) {

    record Reading(Duration server, Duration stores, Duration client) {
        Reading since(Reading before) {
            return new Reading(server.minus(before.server), stores.minus(before.stores), client.minus(before.client));
        }
    }

    static Meters of(ServerProcess alone) {
        return new Meters(alone::cpu, () -> Duration.ZERO);
    }

    Reading read() {
        return new Reading(server.get(), stores.get(), ServerProcess.cpu(ProcessHandle.current()));
    }
}
