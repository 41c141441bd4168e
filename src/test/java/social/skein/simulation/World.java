package social.skein.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything outside of the processes: the stores, the way there, and what a history has made of them. */
final class World {
    final Time time;
    final Scale scale;
    final Set<Plant> plants;
    final Weather weather;
    final Bus bus;
    final Tables tables;
    final Postgres postgres;
    final RedisModel redis;
    final Broker broker;
    final Witness witness;
    final List<Node> nodes = new ArrayList<>();

    /**
     * What a history is like.
     *
     * @param kafka whether there is one; without it the outbox is the log
     * @param cap and slack of live timelines, small so that they are trimmed
     * @param pushLimit whoever has more followers is fetched
     */
    record Scale(int people, int processes, int deeds, boolean kafka, int cap, int slack, int pushLimit, double rough) {
        static Scale drawn(Time time) {
            return new Scale(
                    (int) time.between(3, 6),
                    (int) time.between(1, 3),
                    (int) time.between(15, 45),
                    time.luck(0.7),
                    (int) time.between(3, 12),
                    (int) time.between(0, 4),
                    time.luck(0.3) ? 2 : 1_000,
                    time.luck(0.2) ? 0 : time.luck(0.5) ? 0.002 : 0.01);
        }
    }

    World(Time time, Set<Plant> plants) {
        this.time = time;
        this.plants = plants;
        this.scale = Scale.drawn(time);
        this.weather = new Weather(time, scale.rough);
        this.bus = new Bus(time, weather);
        this.tables = new Tables(time, plants);
        this.postgres = new Postgres(time, weather, tables);
        this.redis = new RedisModel(time, weather);
        this.broker = new Broker(time, weather, plants);
        this.witness = new Witness();
    }

    /** Whether every fact is handled, as far as the stores know. */
    boolean isQuiet() {
        return tables.outbox.isEmpty() && (!scale.kafka || broker.isDrained());
    }
}
