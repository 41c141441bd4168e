package social.skein.bench;

import java.util.Map;

/**
 * What a rung gave.
 *
 * @param deliveries timelines reached in a second while posts are written as fast as they are taken, until the last is there
 * @param mebibytes of all processes and stores
 * @param statements of the database for each request, those of the workers among them
 * @param cpu milliseconds of it that each took for a request, work that followed from it among them
 */
record RungResult(
        int rung,
        String title,
        int processes,
        double perSecond,
        double p50,
        double p99,
        double deliveries,
        double mebibytes,
        RungDeployment.StatementCounts statements,
        Map<CpuConsumer, Double> cpu,
        long failures) {

    double totalCpu() {
        return cpu.values().stream().mapToDouble(each -> each).sum();
    }
}
