package social.skein.fault;

import java.time.Duration;
import java.util.Random;
import social.skein.embedded.EmbeddedServer;

/** What goes wrong while people write. Each undoes what it did, and returns when that is done. */
enum Fault {
    INSTANCE_KILLED("instances are killed in the middle of requests, kill -9") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            for (int i = 0; i < scale.kills(); i++) {
                Thread.sleep(random.nextInt(50));
                site.replaceFace(random);
            }
        }
    },
    WORKER_KILLED("the worker is killed after the k-th piece it sends to Redis, for each k") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            for (int k = 1; k <= scale.pieces(); k++) {
                site.replaceWorkerAfter(k);
            }
        }
    },
    KAFKA_DOWN("the broker is killed and stays away") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            goesAndComesBack(site.stores().kafka(), scale.outage());
        }
    },
    REDIS_FLUSHED("Redis loses everything, several times") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            for (int i = 0; i < scale.flushes(); i++) {
                site.flushRedis();
                Thread.sleep(random.nextInt(1_000));
            }
        }
    },
    REDIS_FROZEN("Redis is frozen, SIGSTOP") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            site.freeze(site.stores().redis().pid().orElseThrow(), scale.freeze());
        }
    },
    REDIS_RESTARTED_EMPTY("Redis is killed and comes back empty") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            goesAndComesBack(site.stores().redis(), scale.freeze());
        }
    },
    REDIS_SLOW("Redis answers 200 ms late") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            site.redis().slow(Duration.ofMillis(100));
            Thread.sleep(scale.freeze().toMillis());
            site.redis().slow(Duration.ZERO);
        }
    },
    POSTGRES_KILLED("PostgreSQL is killed and recovers, kill -9 of all of it") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            for (int i = 0; i < scale.crashes(); i++) {
                goesAndComesBack(site.stores().postgres(), Duration.ofMillis(random.nextInt(1_000)));
                Thread.sleep(1_000);
            }
        }
    },
    POSTGRES_UNREACHABLE("nothing arrives at PostgreSQL, and nobody is told") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            site.postgres().hold();
            Thread.sleep(scale.freeze().toMillis());
            site.postgres().release();
        }
    },
    INSTANCE_FROZEN("an instance is frozen until the others take it for dead, SIGSTOP") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            site.freeze(site.faces().get(0).pid(), scale.coma());
        }
    },
    WORKER_FROZEN("the worker is frozen until its partitions are given away, SIGSTOP") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            site.freeze(site.worker().pid(), scale.coma());
        }
    },
    CLOCK_SET_BACK("the clock of PostgreSQL was ten minutes ahead, and is set back") {
        @Override
        void strike(Site site, Scale scale, Random random) throws Exception {
            site.idsAreAhead(Duration.ofMinutes(10));
        }
    };

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void strike(Site site, Scale scale, Random random) throws Exception;

    private static void goesAndComesBack(EmbeddedServer server, Duration outage) throws InterruptedException {
        server.kill();
        try {
            Thread.sleep(outage.toMillis());
        } finally {
            server.start();
        }
    }
}
