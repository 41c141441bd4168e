package social.skein.fault;

import java.time.Duration;
import java.util.UUID;
import social.skein.embedded.EmbeddedServer;
import social.skein.support.HomeStreamListener;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** What goes wrong while people write. Each undoes what it did, and returns when that is done. */
enum InjectedFault {
    INSTANCE_KILLED("instances are killed in the middle of requests, kill -9") {
        @Override
        void inject(FaultContext scene) throws Exception {
            for (int i = 0; i < scene.intensity().kills(); i++) {
                Thread.sleep(scene.random().nextInt(50));
                scene.deployment().replaceFrontend(scene.random());
            }
        }
    },
    WORKER_KILLED("the worker is killed after the k-th piece it sends to Redis, for each k") {
        @Override
        void inject(FaultContext scene) throws Exception {
            for (int k = 1; k <= scene.intensity().redisChunks(); k++) {
                scene.deployment().replaceWorkerAfter(k);
            }
        }
    },
    KAFKA_KILLED("the broker is killed and stays away") {
        @Override
        void inject(FaultContext scene) throws Exception {
            restartAfter(scene.deployment().stores().kafka(), scene.intensity().kafkaOutage());
        }
    },
    REDIS_FLUSHED("Redis loses everything, several times") {
        @Override
        void inject(FaultContext scene) throws Exception {
            for (int i = 0; i < scene.intensity().flushes(); i++) {
                scene.deployment().flushRedis();
                Thread.sleep(scene.random().nextInt(1_000));
            }
        }
    },
    REDIS_FROZEN("Redis is frozen, SIGSTOP") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment()
                    .freeze(
                            scene.deployment().stores().redis().pid().orElseThrow(),
                            scene.intensity().storeFreeze());
        }
    },
    REDIS_RESTARTED_EMPTY("Redis is killed and comes back empty") {
        @Override
        void inject(FaultContext scene) throws Exception {
            restartAfter(scene.deployment().stores().redis(), scene.intensity().storeFreeze());
        }
    },
    REDIS_SLOW("Redis answers 200 ms late") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment().redis().setLatency(Duration.ofMillis(100));
            Thread.sleep(scene.intensity().storeFreeze().toMillis());
            scene.deployment().redis().setLatency(Duration.ZERO);
        }
    },
    POSTGRES_KILLED("PostgreSQL is killed and recovers, kill -9 of all of it") {
        @Override
        void inject(FaultContext scene) throws Exception {
            for (int i = 0; i < scene.intensity().crashes(); i++) {
                restartAfter(
                        scene.deployment().stores().postgres(),
                        Duration.ofMillis(scene.random().nextInt(1_000)));
                Thread.sleep(1_000);
            }
        }
    },
    POSTGRES_UNREACHABLE("nothing arrives at PostgreSQL, and nobody is told") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment().postgres().stall();
            Thread.sleep(scene.intensity().storeFreeze().toMillis());
            scene.deployment().postgres().unstall();
        }
    },
    INSTANCE_FROZEN("an instance is frozen until the others take it for dead, SIGSTOP") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment()
                    .freeze(
                            scene.deployment().frontends().get(0).pid(),
                            scene.intensity().processFreeze());
        }
    },
    WORKER_FROZEN("the worker is frozen until its partitions are given away, SIGSTOP") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment()
                    .freeze(scene.deployment().worker().pid(), scene.intensity().processFreeze());
        }
    },
    CLOCK_SET_BACK("the clock of PostgreSQL was ten minutes ahead, and is set back") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment().advanceIds(Duration.ofMinutes(10));
        }
    },
    POISON_FACTS("facts that nobody can read are told between the others") {
        @Override
        void inject(FaultContext scene) throws Exception {
            for (Person person : scene.users().users()) {
                scene.deployment().enqueueUnreadableFact(person.id());
                Thread.sleep(scene.random().nextInt(500));
            }
        }

        @Override
        boolean expectsDeadLetters() {
            return true;
        }
    },
    SUDDEN_FAME("somebody has many followers all at once, and writes") {
        @Override
        void inject(FaultContext scene) {
            Person famous = scene.users().users().get(0);
            scene.deployment().addFollowers(famous.id(), scene.intensity().followers());
            for (int i = 0; i < scene.intensity().famousPosts(); i++) {
                famous.atPort(scene.deployment().ports().get(0)).posts("Now that so many listen, " + UUID.randomUUID());
            }
        }
    },
    RECONNECT_STORM("an instance is killed to which all streams are connected, and they all come back to the other") {
        @Override
        void inject(FaultContext scene) throws Exception {
            try (ReconnectingStreams audience =
                    ReconnectingStreams.of(scene.users(), scene.intensity().streams())) {
                audience.connect(scene.deployment().frontends().get(0).httpPort());
                scene.deployment().killFrontend(0);
                audience.reconnectAll(scene.deployment().frontends().get(0).httpPort());
                scene.deployment().addFrontend();
            }
        }
    },
    CLUSTER_PARTITIONED("an instance and the others do not hear each other, and then do again") {
        @Override
        void inject(FaultContext scene) throws Exception {
            JarProcess alone = scene.deployment().frontends().get(0);
            String reader = scene.users().users().get(0).token();
            try (HomeStreamListener listener = new HomeStreamListener(reader, alone.httpPort())) {
                try (NetworkPartition parted = NetworkPartition.isolate(alone.pid())) {
                    Thread.sleep(scene.intensity().partition().toMillis());
                    if (FaultDeployment.clusterMembersSeenBy(alone) > 1) {
                        throw new AssertionError("They still hear each other");
                    }
                }
                // What TCP still had comes late, or something is lost for good.
                int told = listener.eventCount();
                if (!JarRunner.waitFor(
                        FaultRun.MAX_RECOVERY, () -> listener.isClosed() || listener.eventCount() > told)) {
                    throw new AssertionError("A stream is told nothing any more, and nobody hangs up");
                }
            }
        }

        @Override
        boolean isSupported() {
            return NetworkPartition.isAvailable();
        }
    },
    DISK_FULL("the disk of all stores is full") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment().disk().fill();
            try {
                Thread.sleep(scene.intensity().storeFreeze().toMillis());
            } finally {
                scene.deployment().disk().free();
            }
        }

        @Override
        boolean isSupported() {
            return TmpfsDisk.isSupported();
        }
    },
    /** The last: from then on PostgreSQL is another. */
    PRIMARY_FAILOVER("PostgreSQL is lost for good, and its synchronous replica takes its place") {
        @Override
        void inject(FaultContext scene) throws Exception {
            scene.deployment().addReplica();
            Thread.sleep(1_000 + scene.random().nextInt(1_000));
            scene.deployment().failOver();
        }

        @Override
        boolean isRepeatable() {
            return false;
        }
    };

    private final String title;

    InjectedFault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void inject(FaultContext context) throws Exception;

    /** Whether dead letters are what should come of it. */
    boolean expectsDeadLetters() {
        return false;
    }

    /** Whether this machine lets us. */
    boolean isSupported() {
        return true;
    }

    /** Whether a site is as it was when it is over. */
    boolean isRepeatable() {
        return true;
    }

    private static void restartAfter(EmbeddedServer server, Duration outage) throws InterruptedException {
        server.kill();
        try {
            Thread.sleep(outage.toMillis());
        } finally {
            server.start();
        }
    }
}
