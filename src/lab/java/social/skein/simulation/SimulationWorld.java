package social.skein.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The environment of the simulated processes: time, network, stores, and the processes themselves. */
final class SimulationWorld {
    final VirtualTime time;
    final SimulationScale scale;
    final Set<PlantedBug> bugs;
    final NetworkModel network;
    final EventBusModel bus;
    final TablesModel tables;
    final PostgresModel postgres;
    final RedisModel redis;
    final KafkaModel broker;
    final RecordingRole recordingRole;
    final List<SimulatedNode> nodes = new ArrayList<>();

    /**
     * The parameters of a history.
     *
     * @param kafka whether Kafka is used; without it the outbox is the log
     * @param cap the maximum length of live timelines, small so that they are trimmed
     * @param slack the length above it that causes a trim
     * @param pushLimit accounts with more followers are pulled
     */
    record SimulationScale(
            int users, int processes, int actions, boolean kafka, int cap, int slack, int pushLimit, double lossRate) {
        static SimulationScale random(VirtualTime time) {
            return new SimulationScale(
                    (int) time.between(3, 6),
                    (int) time.between(1, 3),
                    (int) time.between(15, 45),
                    time.chance(0.7),
                    (int) time.between(3, 12),
                    (int) time.between(0, 4),
                    time.chance(0.3) ? 2 : 1_000,
                    time.chance(0.2) ? 0 : time.chance(0.5) ? 0.002 : 0.01);
        }
    }

    SimulationWorld(VirtualTime time, Set<PlantedBug> bugs) {
        this.time = time;
        this.bugs = bugs;
        this.scale = SimulationScale.random(time);
        this.network = new NetworkModel(time, scale.lossRate);
        this.bus = new EventBusModel(time, network);
        this.tables = new TablesModel(time, bugs);
        this.postgres = new PostgresModel(time, network, tables);
        this.redis = new RedisModel(time, network);
        this.broker = new KafkaModel(time, network, bugs);
        this.recordingRole = new RecordingRole();
    }

    /** Whether every fact has been handled according to the stores. */
    boolean isQuiet() {
        return tables.outbox.isEmpty() && (!scale.kafka || broker.isDrained());
    }
}
