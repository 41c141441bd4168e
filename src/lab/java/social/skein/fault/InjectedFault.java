package social.skein.fault;

import java.time.Duration;
import java.util.UUID;
import social.skein.embedded.EmbeddedServer;
import social.skein.support.HomeStreamListener;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** The faults that are injected while clients write. Each fault is reverted before {@link #inject} returns. */
enum InjectedFault {
    INSTANCE_KILLED("instances are killed during requests (kill -9)") {
        @Override
        void inject(FaultContext context) throws Exception {
            for (int i = 0; i < context.intensity().kills(); i++) {
                Thread.sleep(context.random().nextInt(50));
                context.deployment().replaceFrontend(context.random());
            }
        }
    },
    WORKER_KILLED("the worker is killed after the k-th chunk it sends to Redis, for each k") {
        @Override
        void inject(FaultContext context) throws Exception {
            for (int k = 1; k <= context.intensity().redisChunks(); k++) {
                context.deployment().replaceWorkerAfter(k);
            }
        }
    },
    KAFKA_KILLED("the broker is killed and stays down") {
        @Override
        void inject(FaultContext context) throws Exception {
            restartAfter(
                    context.deployment().stores().kafka(), context.intensity().kafkaOutage());
        }
    },
    KAFKA_FROZEN("the broker is frozen (SIGSTOP), and every instance stays in the load balancer") {
        @Override
        void inject(FaultContext context) throws Exception {
            FaultDeployment deployment = context.deployment();
            deployment.freezeWhile(
                    deployment.stores().kafka().pid().orElseThrow(),
                    context.intensity().storeFreeze(),
                    deployment::assertServing);
        }
    },
    REDIS_FLUSHED("Redis loses all data, several times") {
        @Override
        void inject(FaultContext context) throws Exception {
            for (int i = 0; i < context.intensity().flushes(); i++) {
                context.deployment().flushRedis();
                Thread.sleep(context.random().nextInt(1_000));
            }
        }
    },
    REDIS_FROZEN("Redis is frozen (SIGSTOP)") {
        @Override
        void inject(FaultContext context) throws Exception {
            context.deployment()
                    .freeze(
                            context.deployment().stores().redis().pid().orElseThrow(),
                            context.intensity().storeFreeze());
        }
    },
    REDIS_RESTARTED_EMPTY("Redis is killed and restarts empty") {
        @Override
        void inject(FaultContext context) throws Exception {
            restartAfter(
                    context.deployment().stores().redis(), context.intensity().storeFreeze());
        }
    },
    REDIS_SLOW("Redis responds 200 ms late") {
        @Override
        void inject(FaultContext context) throws Exception {
            context.deployment().redis().setLatency(Duration.ofMillis(100));
            Thread.sleep(context.intensity().storeFreeze().toMillis());
            context.deployment().redis().setLatency(Duration.ZERO);
        }
    },
    POSTGRES_KILLED("all processes of PostgreSQL are killed (kill -9), and it recovers") {
        @Override
        void inject(FaultContext context) throws Exception {
            for (int i = 0; i < context.intensity().crashes(); i++) {
                restartAfter(
                        context.deployment().stores().postgres(),
                        Duration.ofMillis(context.random().nextInt(1_000)));
                Thread.sleep(1_000);
            }
        }
    },
    POSTGRES_UNREACHABLE("packets to PostgreSQL are dropped silently") {
        @Override
        void inject(FaultContext context) throws Exception {
            context.deployment().postgres().stall();
            Thread.sleep(context.intensity().storeFreeze().toMillis());
            context.deployment().postgres().unstall();
        }
    },
    INSTANCE_FROZEN("an instance is frozen until the others consider it dead (SIGSTOP)") {
        @Override
        void inject(FaultContext context) throws Exception {
            context.deployment()
                    .freeze(
                            context.deployment().frontends().get(0).pid(),
                            context.intensity().processFreeze());
        }
    },
    LEADER_FROZEN("the leader of the relay is frozen, and another process takes over (SIGSTOP)") {
        @Override
        void inject(FaultContext context) throws Exception {
            FaultDeployment deployment = context.deployment();
            deployment.freezeWhile(
                    deployment.relayLeader().pid(), context.intensity().processFreeze(), deployment::assertFactsMove);
        }
    },
    WORKER_FROZEN("the worker is frozen until its partitions are reassigned (SIGSTOP)") {
        @Override
        void inject(FaultContext context) throws Exception {
            context.deployment()
                    .freeze(
                            context.deployment().worker().pid(),
                            context.intensity().processFreeze());
        }
    },
    CLOCK_SET_BACK("the clock of PostgreSQL was ten minutes ahead and is set back") {
        @Override
        void inject(FaultContext context) throws Exception {
            context.deployment().advanceIds(Duration.ofMinutes(10));
        }
    },
    POISON_FACTS("unreadable facts are mixed with the others") {
        @Override
        void inject(FaultContext context) throws Exception {
            for (Person person : context.users().users()) {
                context.deployment().enqueueUnreadableFact(person.id());
                Thread.sleep(context.random().nextInt(500));
            }
        }

        @Override
        boolean expectsDeadLetters() {
            return true;
        }
    },
    SUDDEN_FAME("an account gains many followers at once and posts") {
        @Override
        void inject(FaultContext context) {
            Person popular = context.users().users().get(0);
            context.deployment().addFollowers(popular.id(), context.intensity().followers());
            for (int i = 0; i < context.intensity().popularPosts(); i++) {
                popular.atPort(context.deployment().ports().get(0))
                        .posts("Now that so many listen, " + UUID.randomUUID());
            }
        }
    },
    RECONNECT_STORM("the instance with all streams is killed, and all clients reconnect to the other") {
        @Override
        void inject(FaultContext context) throws Exception {
            try (ReconnectingStreams streams =
                    ReconnectingStreams.of(context.users(), context.intensity().streams())) {
                streams.connect(context.deployment().frontends().get(0).httpPort());
                context.deployment().killFrontend(0);
                streams.reconnectAll(context.deployment().frontends().get(0).httpPort());
                context.deployment().addFrontend();
            }
        }
    },
    CLUSTER_PARTITIONED("an instance is partitioned from the others and rejoins") {
        @Override
        void inject(FaultContext context) throws Exception {
            JarProcess isolated = context.deployment().frontends().get(0);
            String reader = context.users().users().get(0).token();
            try (HomeStreamListener listener = new HomeStreamListener(reader, isolated.httpPort())) {
                try (NetworkPartition partition = NetworkPartition.isolate(isolated.pid())) {
                    Thread.sleep(context.intensity().partition().toMillis());
                    if (FaultDeployment.clusterMembersSeenBy(isolated) > 1) {
                        throw new AssertionError("The instance still sees other members");
                    }
                }
                // Events that TCP still buffers arrive late; without further events the stream is broken.
                int eventsBefore = listener.eventCount();
                if (!JarRunner.waitFor(
                        FaultRun.MAX_RECOVERY, () -> listener.isClosed() || listener.eventCount() > eventsBefore)) {
                    throw new AssertionError("The stream receives no more events and is not closed");
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
        void inject(FaultContext context) throws Exception {
            context.deployment().disk().fill();
            try {
                Thread.sleep(context.intensity().storeFreeze().toMillis());
            } finally {
                context.deployment().disk().free();
            }
        }

        @Override
        boolean isSupported() {
            return TmpfsDisk.isSupported();
        }
    },
    /** The last fault, since it replaces PostgreSQL for good. */
    PRIMARY_FAILOVER("PostgreSQL is lost, and its synchronous replica is promoted") {
        @Override
        void inject(FaultContext context) throws Exception {
            context.deployment().addReplica();
            Thread.sleep(1_000 + context.random().nextInt(1_000));
            context.deployment().failOver();
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

    /** Whether this fault must result in dead letters. */
    boolean expectsDeadLetters() {
        return false;
    }

    /** Whether this machine supports the fault. */
    boolean isSupported() {
        return true;
    }

    /** Whether the deployment is unchanged after the fault. */
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
