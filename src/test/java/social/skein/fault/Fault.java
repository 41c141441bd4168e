package social.skein.fault;

import java.time.Duration;
import java.util.UUID;
import social.skein.embedded.EmbeddedServer;
import social.skein.support.JarProcess;
import social.skein.support.Listener;
import social.skein.support.Machine;
import social.skein.support.Person;

/** What goes wrong while people write. Each undoes what it did, and returns when that is done. */
enum Fault {
    INSTANCE_KILLED("instances are killed in the middle of requests, kill -9") {
        @Override
        void strike(Scene scene) throws Exception {
            for (int i = 0; i < scene.scale().kills(); i++) {
                Thread.sleep(scene.random().nextInt(50));
                scene.site().replaceFace(scene.random());
            }
        }
    },
    WORKER_KILLED("the worker is killed after the k-th piece it sends to Redis, for each k") {
        @Override
        void strike(Scene scene) throws Exception {
            for (int k = 1; k <= scene.scale().pieces(); k++) {
                scene.site().replaceWorkerAfter(k);
            }
        }
    },
    KAFKA_DOWN("the broker is killed and stays away") {
        @Override
        void strike(Scene scene) throws Exception {
            goesAndComesBack(scene.site().stores().kafka(), scene.scale().outage());
        }
    },
    REDIS_FLUSHED("Redis loses everything, several times") {
        @Override
        void strike(Scene scene) throws Exception {
            for (int i = 0; i < scene.scale().flushes(); i++) {
                scene.site().flushRedis();
                Thread.sleep(scene.random().nextInt(1_000));
            }
        }
    },
    REDIS_FROZEN("Redis is frozen, SIGSTOP") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site()
                    .freeze(
                            scene.site().stores().redis().pid().orElseThrow(),
                            scene.scale().freeze());
        }
    },
    REDIS_RESTARTED_EMPTY("Redis is killed and comes back empty") {
        @Override
        void strike(Scene scene) throws Exception {
            goesAndComesBack(scene.site().stores().redis(), scene.scale().freeze());
        }
    },
    REDIS_SLOW("Redis answers 200 ms late") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site().redis().slow(Duration.ofMillis(100));
            Thread.sleep(scene.scale().freeze().toMillis());
            scene.site().redis().slow(Duration.ZERO);
        }
    },
    POSTGRES_KILLED("PostgreSQL is killed and recovers, kill -9 of all of it") {
        @Override
        void strike(Scene scene) throws Exception {
            for (int i = 0; i < scene.scale().crashes(); i++) {
                goesAndComesBack(
                        scene.site().stores().postgres(),
                        Duration.ofMillis(scene.random().nextInt(1_000)));
                Thread.sleep(1_000);
            }
        }
    },
    POSTGRES_UNREACHABLE("nothing arrives at PostgreSQL, and nobody is told") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site().postgres().hold();
            Thread.sleep(scene.scale().freeze().toMillis());
            scene.site().postgres().release();
        }
    },
    INSTANCE_FROZEN("an instance is frozen until the others take it for dead, SIGSTOP") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site().freeze(scene.site().faces().get(0).pid(), scene.scale().coma());
        }
    },
    WORKER_FROZEN("the worker is frozen until its partitions are given away, SIGSTOP") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site().freeze(scene.site().worker().pid(), scene.scale().coma());
        }
    },
    CLOCK_SET_BACK("the clock of PostgreSQL was ten minutes ahead, and is set back") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site().idsAreAhead(Duration.ofMinutes(10));
        }
    },
    POISON("facts that nobody can read are told between the others") {
        @Override
        void strike(Scene scene) throws Exception {
            for (Person person : scene.town().people()) {
                scene.site().tellNonsense(person.id());
                Thread.sleep(scene.random().nextInt(500));
            }
        }

        @Override
        boolean leavesLetters() {
            return true;
        }
    },
    FAME("somebody has many followers all at once, and writes") {
        @Override
        void strike(Scene scene) {
            Person famous = scene.town().people().get(0);
            scene.site().makeFamous(famous.id(), scene.scale().followers());
            for (int i = 0; i < scene.scale().postsOfFame(); i++) {
                famous.at(scene.site().ports().get(0)).posts("Now that so many listen, " + UUID.randomUUID());
            }
        }
    },
    STREAMS_DROPPED("an instance is killed to which all streams are connected, and they all come back to the other") {
        @Override
        void strike(Scene scene) throws Exception {
            try (Audience audience = Audience.of(scene.town(), scene.scale().streams())) {
                audience.connect(scene.site().faces().get(0).httpPort());
                scene.site().killFace(0);
                audience.comeBack(scene.site().faces().get(0).httpPort());
                scene.site().addFace();
            }
        }
    },
    CLUSTER_SPLIT("an instance and the others do not hear each other, and then do again") {
        @Override
        void strike(Scene scene) throws Exception {
            JarProcess alone = scene.site().faces().get(0);
            String reader = scene.town().people().get(0).token();
            try (Listener listener = new Listener(reader, alone.httpPort())) {
                try (OwnNetwork parted = OwnNetwork.parting(alone.pid())) {
                    Thread.sleep(scene.scale().split().toMillis());
                    if (Site.heardBy(alone) > 1) {
                        throw new AssertionError("They still hear each other");
                    }
                }
                // What TCP still had comes late, or something is lost for good.
                int told = listener.told();
                if (!Machine.holds(Trial.BACK_TO_NORMAL, () -> listener.isOver() || listener.told() > told)) {
                    throw new AssertionError("A stream is told nothing any more, and nobody hangs up");
                }
            }
        }

        @Override
        boolean isPossible() {
            return OwnNetwork.isThere();
        }
    },
    DISK_FULL("the disk of all stores is full") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site().disk().fill();
            try {
                Thread.sleep(scene.scale().freeze().toMillis());
            } finally {
                scene.site().disk().free();
            }
        }

        @Override
        boolean isPossible() {
            return SmallDisk.isPossible();
        }
    },
    /** The last: from then on PostgreSQL is another. */
    PRIMARY_LOST("PostgreSQL is lost for good, and its synchronous replica takes its place") {
        @Override
        void strike(Scene scene) throws Exception {
            scene.site().addReplica();
            Thread.sleep(1_000 + scene.random().nextInt(1_000));
            scene.site().losePrimary();
        }

        @Override
        boolean isRepeatable() {
            return false;
        }
    };

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void strike(Scene scene) throws Exception;

    /** Whether dead letters are what should come of it. */
    boolean leavesLetters() {
        return false;
    }

    /** Whether this machine lets us. */
    boolean isPossible() {
        return true;
    }

    /** Whether a site is as it was when it is over. */
    boolean isRepeatable() {
        return true;
    }

    private static void goesAndComesBack(EmbeddedServer server, Duration outage) throws InterruptedException {
        server.kill();
        try {
            Thread.sleep(outage.toMillis());
        } finally {
            server.start();
        }
    }
}
