package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.embedded.Standby;

/** The deployment of a rung, in the data folder that all rungs share: a climb is one database that grows up. */
final class RungDeployment implements AutoCloseable {
    private static final String COUNT_STATEMENTS = """
            select coalesce(sum(calls), 0) from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
            """;

    private final BenchDeployment deployment;
    private final Optional<Standby> replica;

    /** Statements that the primary was asked, and the replica. */
    record StatementCounts(double primary, double replica) {
        StatementCounts since(StatementCounts before) {
            return new StatementCounts(primary - before.primary, replica - before.replica);
        }

        StatementCounts perRequest(long requests) {
            return new StatementCounts(primary / requests, replica / requests);
        }
    }

    private RungDeployment(BenchDeployment stand, Optional<Standby> replica) {
        this.deployment = stand;
        this.replica = replica;
    }

    /** Starts the rung's stores, and then its processes. */
    static RungDeployment start(BenchWorkspace premises, LadderRung rung, Path data) {
        BenchDeployment.DeploymentSpec plan = rung.spec(data);
        BenchDeployment stand = BenchDeployment.startStores(premises, plan);
        if (!rung.hasReplica()) {
            stand.startProcesses(rung.processes());
            return new RungDeployment(stand, Optional.empty());
        }
        Standby replica = Standby.create(
                stand.stores().primary(data.resolve("postgres")),
                premises.folder().resolve("replica"));
        premises.onClose(replica::close);
        stand.startProcesses(plan.withSetting("SKEIN_POSTGRES_REPLICAS", replica.uri()), rung.processes());
        return new RungDeployment(stand, Optional.of(replica));
    }

    BenchDeployment deployment() {
        return deployment;
    }

    StatementCounts statements() {
        return new StatementCounts(
                countStatements(deployment.stores()),
                replica.map(copy -> countStatements(deployment.stores().withPostgresPort(copy.port())))
                        .orElse(0.0));
    }

    private static double countStatements(StoreAccess stores) {
        return Double.parseDouble(stores.queryColumn(COUNT_STATEMENTS).get(0));
    }

    /** What CPU time each has taken so far. */
    Map<CpuConsumer, Duration> cpuTimes() {
        Map<CpuConsumer, Duration> cpu = new EnumMap<>(CpuConsumer.class);
        deployment
                .skeinProcesses()
                .forEach(one -> cpu.merge(CpuConsumer.of(one), one.process().cpuTime(), Duration::plus));
        deployment
                .storeProcesses()
                .forEach(one -> cpu.merge(CpuConsumer.of(one), JvmProcess.cpuTime(one), Duration::plus));
        replicaProcesses().forEach(one -> cpu.merge(CpuConsumer.REPLICA, JvmProcess.cpuTime(one), Duration::plus));
        return cpu;
    }

    /** What all processes hold, the stores among them. */
    double memoryMiB() {
        return ProcessMemory.totalMiB(Stream.concat(deployment.allProcesses(), replicaProcesses().stream()));
    }

    private List<ProcessHandle> replicaProcesses() {
        return replica.map(copy -> copy.processes().toList()).orElse(List.of());
    }

    @Override
    public void close() {
        deployment.close();
        replica.ifPresent(Standby::close);
    }
}
