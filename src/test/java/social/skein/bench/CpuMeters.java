package social.skein.bench;

import java.time.Duration;
import java.util.function.Supplier;

/** Where it is read how much CPU time was spent, by the server under load, by its stores, and by us. */
record CpuMeters(Supplier<Duration> server, Supplier<Duration> stores) {

    record CpuTimes(Duration server, Duration stores, Duration client) {
        CpuTimes since(CpuTimes before) {
            return new CpuTimes(server.minus(before.server), stores.minus(before.stores), client.minus(before.client));
        }
    }

    static CpuMeters ofProcess(JvmProcess alone) {
        return new CpuMeters(alone::cpuTime, () -> Duration.ZERO);
    }

    CpuTimes read() {
        return new CpuTimes(server.get(), stores.get(), JvmProcess.cpuTime(ProcessHandle.current()));
    }
}
