package social.skein.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/** Makes the records from the settings: here is what each key may be, beyond its type. */
final class Reading {
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])(:\\d{1,5})?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):\\d{1,5}");
    private static final Pattern POSTGRES = Pattern.compile("postgres(ql)?://[^@/:]+(:.*)?@[^@/]+/[^/?]+(\\?.*)?");
    private static final Pattern REDIS = Pattern.compile("none|rediss?://.+");
    private static final Pattern GUARDED_BROKERS = Pattern.compile("(ssl|sasl_ssl|sasl_plaintext)://\\S+");
    private static final Set<String> WITHOUT_HOST = Set.of(Config.EMBEDDED, Config.NONE);
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** Twice this and ten seconds are the half minute that those who run servers wait before they kill. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

    /** So late may be noticed what was not told, of what thousands of people see: no setting should make a day of it. */
    private static final Duration LONGEST_SHARED = Duration.ofHours(1);

    /** Who knows the hash of a shorter one might find it. */
    private static final int LEAST_SECRET = 16;

    private final Settings settings;

    Reading(Settings settings) {
        this.settings = settings;
    }

    Config config() {
        String domain = domain();
        return new Config(
                http(),
                new Config.Ops(host("ops.host"), port("ops.port")),
                domain,
                scheme(domain),
                dataDir(),
                roles(),
                postgres(),
                redis(),
                kafka(),
                cluster(),
                new Config.Auth(
                        flag("auth.password-grant"), perCore("auth.hash-threads", 1, 1), flag("auth.confirm-email")),
                value("registration").choice(Registration.class),
                limits(),
                new Places(settings).overload(),
                timeline(),
                new Config.Cache(cacheBytes(), value("cache.shared-for").pause(LONGEST_SHARED)),
                log());
    }

    private Config.Http http() {
        return new Config.Http(
                host("http.host"),
                port("http.port"),
                bounds(),
                value("http.drain").pause(LONGEST_DRAIN),
                flag("http.behind-proxy"));
    }

    private Config.Bounds bounds() {
        return new Config.Bounds(
                value("http.max-body").bytes(),
                value("http.header-timeout").duration(),
                value("http.body-timeout").duration(),
                value("http.idle-timeout").duration(),
                new Places(settings).connections(),
                value("http.max-connections-per-address").between(1, 1_000_000));
    }

    private String domain() {
        Setting domain = settings.get("domain");
        String name = domain.text().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return Config.localhost(port("http.port"));
        }
        if (!DOMAIN.matcher(name).matches()) {
            throw domain.shouldBe("a bare host name like skein.example, without https:// and without a path");
        }
        return name;
    }

    private String scheme(String domain) {
        Scheme scheme = value("scheme").choice(Scheme.class);
        return (scheme == Scheme.AUTO ? Scheme.natural(domain) : scheme).toString();
    }

    private Path dataDir() {
        return Path.of(value("data.dir").filled("a folder like ./data"));
    }

    private Set<Role> roles() {
        Setting roles = settings.get("roles");
        List<String> names = roles.entries();
        if (names.equals(List.of("all"))) {
            return Set.copyOf(EnumSet.allOf(Role.class));
        }
        EnumSet<Role> chosen = EnumSet.noneOf(Role.class);
        for (String name : names) {
            chosen.add(Value.named(Role.class, name).orElseThrow(() -> wrongRoles(roles)));
        }
        if (chosen.isEmpty()) {
            throw wrongRoles(roles);
        }
        if (kafka().none()
                && !Role.WORKERS.stream().allMatch(chosen::contains)
                && Role.WORKERS.stream().anyMatch(chosen::contains)) {
            throw roles.shouldBe("all, or api and stream alone, or with all of relay, fanout, notify and jobs: "
                    + "workers of their own need Kafka, and kafka.bootstrap is none");
        }
        return Set.copyOf(chosen);
    }

    private static BadSetting wrongRoles(Setting roles) {
        return roles.shouldBe("all, or some of " + Value.names(Role.class, ", "));
    }

    private Config.Postgres postgres() {
        String uri = address("postgres.uri", POSTGRES, "embedded or postgresql://user:password@host:5432/database");
        return new Config.Postgres(
                uri,
                flag("postgres.migrate"),
                perCore("postgres.pool-size", 4, 8),
                replicas(),
                value("postgres.max-lag").duration());
    }

    private List<String> replicas() {
        Setting replicas = settings.get("postgres.replicas");
        if (!replicas.entries().stream()
                .allMatch(entry -> POSTGRES.matcher(entry).matches())) {
            throw replicas.shouldBe("replicas as postgresql://user:password@host:5432/database, or nothing");
        }
        return replicas.entries();
    }

    private Config.Redis redis() {
        return new Config.Redis(
                address("redis.uri", REDIS, "embedded, none or redis://host:6379"), perCore("redis.pool-size", 4, 8));
    }

    private Config.Kafka kafka() {
        String prefix = settings.get("kafka.topic-prefix").text();
        if (!TOPIC.matcher(prefix).matches()) {
            throw settings.get("kafka.topic-prefix").shouldBe("1 to 100 of the letters a-z, A-Z, 0-9, _ and -");
        }
        return new Config.Kafka(
                brokers(settings.get("kafka.bootstrap")),
                prefix,
                value("kafka.partitions").between(1, 1_000),
                value("kafka.replication").between(1, 10));
    }

    private static String brokers(Setting bootstrap) {
        List<String> brokers = bootstrap.entries();
        if (!WITHOUT_HOST.contains(bootstrap.text())
                && !GUARDED_BROKERS.matcher(bootstrap.text()).matches()
                && !areHosts(brokers)) {
            throw bootstrap.shouldBe("embedded, none, or brokers as host:9092 separated by commas, behind ssl:// or"
                    + " sasl_ssl://user:password@ where they want that");
        }
        return String.join(",", brokers);
    }

    private Config.Cluster cluster() {
        Setting members = settings.get("cluster.members");
        if (!members.entries().isEmpty() && !areHosts(members.entries())) {
            throw members.shouldBe("the other processes as host:5701 separated by commas");
        }
        Setting service = settings.get("cluster.kubernetes-service");
        if (!service.text().isEmpty() && !members.entries().isEmpty()) {
            throw service.shouldBe("left empty where cluster.members names the other processes");
        }
        if (!service.text().isEmpty() && !HOST.matcher(service.text()).matches()) {
            throw service.shouldBe("the DNS name of a headless service, like skein-cluster.default.svc.cluster.local");
        }
        return new Config.Cluster(
                host("cluster.host"), port("cluster.port"), members.entries(), service.text(), clusterSecret());
    }

    private String clusterSecret() {
        Setting secret = settings.get("cluster.secret");
        if (!secret.text().isEmpty() && secret.text().length() < LEAST_SECRET) {
            throw secret.shouldBe("at least " + LEAST_SECRET + " characters that nobody guesses, or empty");
        }
        return secret.text();
    }

    private Config.Limits limits() {
        return new Config.Limits(
                flag("limits.enabled"),
                value("limits.per-token").rate(),
                value("limits.per-user").rate(),
                value("limits.per-app").maybeRate(),
                value("limits.per-address").rate(),
                value("limits.pages").rate(),
                value("limits.paging").maybeRate(),
                value("limits.posts").maybeRate(),
                value("limits.removals").maybeRate(),
                value("limits.searches").maybeRate(),
                value("limits.sign-ups").maybeRate());
    }

    private Config.Timeline timeline() {
        return new Config.Timeline(
                value("timeline.cap").between(40, 100_000),
                value("timeline.slack").between(1, 100_000),
                value("timeline.live-for").duration(),
                value("timeline.push-limit").between(1, 1_000_000_000),
                value("timeline.rebuilds").between(1, 1_000));
    }

    /** A quarter of what the process may use leaves room for the work itself, and for the garbage that work makes. */
    private long cacheBytes() {
        return settings.get("cache.memory").text().equals("auto")
                ? Runtime.getRuntime().maxMemory() / 4
                : value("cache.memory").bytes();
    }

    private Config.Log log() {
        return new Config.Log(
                value("log.format").choice(Config.Log.Format.class),
                value("log.level").choice(Level.class),
                value("log.security").choice(Level.class));
    }

    private String address(String key, Pattern form, String right) {
        Setting setting = settings.get(key);
        String address = setting.text();
        if (!address.equals(Config.EMBEDDED) && !form.matcher(address).matches()) {
            throw setting.shouldBe(right);
        }
        return address;
    }

    private String host(String key) {
        Setting setting = settings.get(key);
        if (!HOST.matcher(setting.text()).matches()) {
            throw setting.shouldBe("a host name or address like 127.0.0.1");
        }
        return setting.text();
    }

    private int port(String key) {
        return value(key).between(0, 65_535);
    }

    private boolean flag(String key) {
        return value(key).flag();
    }

    /** A number, or {@code auto}: so many for each core, within bounds that suit a laptop and a server. */
    private int perCore(String key, int each, int least) {
        int cores = Runtime.getRuntime().availableProcessors();
        return settings.get(key).text().equals("auto")
                ? Math.max(least, Math.min(32, each * cores))
                : value(key).orAuto(1, 1_000);
    }

    private Value value(String key) {
        return new Value(settings.get(key));
    }

    private static boolean areHosts(List<String> entries) {
        return !entries.isEmpty()
                && entries.stream()
                        .allMatch(entry -> HOST_AND_PORT.matcher(entry).matches());
    }
}
