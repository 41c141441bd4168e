package social.skein.bench;

import java.util.Map;

/**
 * The results of a rung.
 *
 * @param deliveries deliveries per second while posts are written at the maximum rate, until all are delivered
 * @param mebibytes memory of all processes and stores
 * @param statements database statements per request, including those of the workers
 * @param cpu CPU milliseconds of each group per request, including all subsequent work
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
