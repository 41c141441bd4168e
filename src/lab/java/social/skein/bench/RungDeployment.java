package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.embedded.Standby;

/** The deployment of a rung. All rungs use the same data folder, so one database is upgraded from rung to rung. */
final class RungDeployment implements AutoCloseable {
    private static final String COUNT_STATEMENTS = """
            select coalesce(sum(calls), 0) from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
            """;

    private final BenchDeployment deployment;
    private final Optional<Standby> replica;

    /** The numbers of statements that the primary and the replica executed. */
    record StatementCounts(double primary, double replica) {
        StatementCounts since(StatementCounts before) {
            return new StatementCounts(primary - before.primary, replica - before.replica);
        }

        StatementCounts perRequest(long requests) {
            return new StatementCounts(primary / requests, replica / requests);
        }
    }

    private RungDeployment(BenchDeployment deployment, Optional<Standby> replica) {
        this.deployment = deployment;
        this.replica = replica;
    }

    /** Starts the stores of the rung, and then its processes. */
    static RungDeployment start(BenchWorkspace workspace, LadderRung rung, Path data) {
        BenchDeployment.DeploymentSpec spec = rung.spec(data);
        BenchDeployment deployment = BenchDeployment.startStores(workspace, spec);
        if (!rung.hasReplica()) {
            deployment.startProcesses(rung.processes());
            return new RungDeployment(deployment, Optional.empty());
        }
        Standby replica = Standby.create(
                deployment.stores().primary(data.resolve("postgres")),
                workspace.folder().resolve("replica"));
        workspace.onClose(replica::close);
        deployment.startProcesses(spec.withSetting("SKEIN_POSTGRES_REPLICAS", replica.uri()), rung.processes());
        return new RungDeployment(deployment, Optional.of(replica));
    }

    BenchDeployment deployment() {
        return deployment;
    }

    StatementCounts statements() {
        return new StatementCounts(
                countStatements(deployment.stores()),
                replica.map(standby -> countStatements(deployment.stores().withPostgresPort(standby.port())))
                        .orElse(0.0));
    }

    private static double countStatements(StoreAccess stores) {
        return Double.parseDouble(stores.queryColumn(COUNT_STATEMENTS).get(0));
    }

    /** Returns the CPU time that each group has used so far. */
    Map<CpuConsumer, Duration> cpuTimes() {
        Map<CpuConsumer, Duration> cpu = new EnumMap<>(CpuConsumer.class);
        deployment
                .skeinProcesses()
                .forEach(skein ->
                        cpu.merge(CpuConsumer.of(skein), skein.process().cpuTime(), Duration::plus));
        deployment
                .storeProcesses()
                .forEach(process -> cpu.merge(CpuConsumer.of(process), JvmProcess.cpuTime(process), Duration::plus));
        replicaProcesses()
                .forEach(process -> cpu.merge(CpuConsumer.REPLICA, JvmProcess.cpuTime(process), Duration::plus));
        return cpu;
    }

    /** Returns the memory of all processes, including the stores. */
    double memoryMiB() {
        return ProcessMemory.totalMiB(Stream.concat(deployment.allProcesses(), replicaProcesses().stream()));
    }

    private List<ProcessHandle> replicaProcesses() {
        return replica.map(standby -> standby.processes().toList()).orElse(List.of());
    }

    @Override
    public void close() {
        deployment.close();
        replica.ifPresent(Standby::close);
    }
}
