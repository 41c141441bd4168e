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
final class Footing implements AutoCloseable {
    private static final String STATEMENTS = """
            select coalesce(sum(calls), 0) from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
            """;

    private final Stand stand;
    private final Optional<Standby> replica;

    /** Statements that the primary was asked, and the replica. */
    record Statements(double primary, double replica) {
        Statements since(Statements before) {
            return new Statements(primary - before.primary, replica - before.replica);
        }

        Statements each(long requests) {
            return new Statements(primary / requests, replica / requests);
        }
    }

    private Footing(Stand stand, Optional<Standby> replica) {
        this.stand = stand;
        this.replica = replica;
    }

    /** Starts the rung's stores, and then its processes. */
    static Footing of(Premises premises, Rung rung, Path data) {
        Stand.Plan plan = rung.plan(data);
        Stand stand = Stand.stores(premises, plan);
        if (!rung.isReplicated()) {
            stand.serve(rung.processes());
            return new Footing(stand, Optional.empty());
        }
        Standby replica = Standby.of(
                stand.stores().primary(data.resolve("postgres")),
                premises.folder().resolve("replica"));
        premises.atEnd(replica::close);
        stand.serve(plan.with("SKEIN_POSTGRES_REPLICAS", replica.uri()), rung.processes());
        return new Footing(stand, Optional.of(replica));
    }

    Stand stand() {
        return stand;
    }

    Statements statements() {
        return new Statements(
                count(stand.stores()),
                replica.map(copy -> count(stand.stores().at(copy.port()))).orElse(0.0));
    }

    private static double count(Stores stores) {
        return Double.parseDouble(stores.column(STATEMENTS).get(0));
    }

    /** What CPU time each has taken so far. */
    Map<Spender, Duration> cpu() {
        Map<Spender, Duration> cpu = new EnumMap<>(Spender.class);
        stand.running().forEach(one -> cpu.merge(Spender.of(one), one.process().cpu(), Duration::plus));
        stand.ofStores().forEach(one -> cpu.merge(Spender.of(one), ServerProcess.cpu(one), Duration::plus));
        copies().forEach(one -> cpu.merge(Spender.REPLICA, ServerProcess.cpu(one), Duration::plus));
        return cpu;
    }

    /** What all processes hold, the stores among them. */
    double mebibytes() {
        return Memory.held(Stream.concat(stand.processes(), copies().stream()));
    }

    private List<ProcessHandle> copies() {
        return replica.map(copy -> copy.processes().toList()).orElse(List.of());
    }

    @Override
    public void close() {
        stand.close();
        replica.ifPresent(Standby::close);
    }
}
