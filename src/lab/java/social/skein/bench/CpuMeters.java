package social.skein.bench;

import java.time.Duration;
import java.util.function.Supplier;

/** Reads the CPU time of the server under load, of its stores, and of this process as the client. */
record CpuMeters(Supplier<Duration> server, Supplier<Duration> stores) {

    record CpuTimes(Duration server, Duration stores, Duration client) {
        CpuTimes since(CpuTimes before) {
            return new CpuTimes(server.minus(before.server), stores.minus(before.stores), client.minus(before.client));
        }
    }

    static CpuMeters ofProcess(JvmProcess process) {
        return new CpuMeters(process::cpuTime, () -> Duration.ZERO);
    }

    CpuTimes read() {
        return new CpuTimes(server.get(), stores.get(), JvmProcess.cpuTime(ProcessHandle.current()));
    }
}
