package social.skein.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.event.Level;
import social.skein.datafolder.FolderNames;

/** Builds the {@link Config} and validates each setting beyond its type. */
final class ConfigParser {
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])(:\\d{1,5})?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):\\d{1,5}");
    private static final Pattern POSTGRES = Pattern.compile("postgres(ql)?://[^@/:]+(:.*)?@[^@/]+/[^/?]+(\\?.*)?");
    private static final Pattern REDIS = Pattern.compile("none|rediss?://.+");
    private static final Pattern SECURE_BROKERS = Pattern.compile("(ssl|sasl_ssl|sasl_plaintext)://\\S+");
    private static final Set<String> KEYWORDS = Set.of(Config.EMBEDDED, Config.NONE);
    private static final Pattern TOPIC_PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** Supervisors usually kill a process after 30 s; stopping takes up to twice this time plus 10 s. */
    private static final Duration MAX_DRAIN = Duration.ofSeconds(10);

    /**
     * Bounds the staleness after a missed invalidation, which all viewers of a popular post would see; a day would be
     * too long.
     */
    private static final Duration MAX_REDIS_TTL = Duration.ofHours(1);

    /** A shorter secret could be found by brute force from its hash. */
    private static final int MIN_SECRET_LENGTH = 16;

    private final Settings settings;

    ConfigParser(Settings settings) {
        this.settings = settings;
    }

    Config parse() {
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
                value("registration").enumValue(Registration.class),
                new InstanceParser(settings).parse(domain),
                new ExternalUserParser(settings).oidc(),
                new ExternalUserParser(settings).provisioning(),
                rateLimits(),
                new OverloadParser(settings).overload(),
                timeline(),
                new MediaParser(settings).media(),
                new Config.Cache(cacheBytes(), value("cache.redis-ttl").durationUpTo(MAX_REDIS_TTL)),
                log());
    }

    private Config.Http http() {
        return new Config.Http(
                host("http.host"),
                port("http.port"),
                httpLimits(),
                flag("http.compression"),
                value("http.drain").durationUpTo(MAX_DRAIN),
                flag("http.behind-proxy"));
    }

    private Config.HttpLimits httpLimits() {
        return new Config.HttpLimits(
                value("http.max-body-size").bytes(),
                value("http.header-timeout").duration(),
                value("http.body-timeout").duration(),
                value("http.idle-timeout").duration(),
                new OverloadParser(settings).maxConnections(),
                value("http.max-connections-per-address").intBetween(1, 1_000_000));
    }

    private String domain() {
        Setting domain = settings.get("domain");
        String name = domain.text().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return Config.localhost(port("http.port"));
        }
        if (!DOMAIN.matcher(name).matches()) {
            throw domain.invalid("a bare host name like skein.example, without https:// and without a path");
        }
        return name;
    }

    private String scheme(String domain) {
        Scheme scheme = value("scheme").enumValue(Scheme.class);
        return (scheme == Scheme.AUTO ? Scheme.defaultFor(domain) : scheme).toString();
    }

    private Path dataDir() {
        String folder = value("data.dir").nonBlank("a folder like ./data");
        FolderNames.problem(folder).ifPresent(problem -> {
            throw new InvalidSettingException(problem);
        });
        return Path.of(folder);
    }

    private Set<Role> roles() {
        Setting roles = settings.get("roles");
        List<String> names = roles.entries();
        if (names.equals(List.of("all"))) {
            return Set.copyOf(EnumSet.allOf(Role.class));
        }
        EnumSet<Role> chosen = EnumSet.noneOf(Role.class);
        for (String name : names) {
            chosen.add(SettingParser.parseEnum(Role.class, name).orElseThrow(() -> invalidRoles(roles)));
        }
        if (chosen.isEmpty()) {
            throw invalidRoles(roles);
        }
        if (kafka().isDisabled()
                && !Role.WORKERS.stream().allMatch(chosen::contains)
                && Role.WORKERS.stream().anyMatch(chosen::contains)) {
            throw roles.invalid("all, or api and stream, alone or with all of relay, fanout, notify, media and jobs: "
                    + "separate worker processes need Kafka, but kafka.bootstrap is none");
        }
        return Set.copyOf(chosen);
    }

    private static InvalidSettingException invalidRoles(Setting roles) {
        return roles.invalid("all, or a list of " + SettingParser.names(Role.class, ", "));
    }

    private Config.Postgres postgres() {
        String uri = address("postgres.uri", POSTGRES, "embedded or postgresql://user:password@host:5432/database");
        return new Config.Postgres(
                uri,
                flag("postgres.migrate"),
                perCore("postgres.pool-size", 4, 8),
                replicas(),
                value("postgres.max-replica-lag").duration());
    }

    private List<String> replicas() {
        Setting replicas = settings.get("postgres.replicas");
        if (!replicas.entries().stream()
                .allMatch(entry -> POSTGRES.matcher(entry).matches())) {
            throw replicas.invalid("a list of postgresql://user:password@host:5432/database, or empty");
        }
        return replicas.entries();
    }

    private Config.Redis redis() {
        return new Config.Redis(
                address("redis.uri", REDIS, "embedded, none or redis://host:6379"), perCore("redis.pool-size", 4, 8));
    }

    private Config.Kafka kafka() {
        String prefix = settings.get("kafka.topic-prefix").text();
        if (!TOPIC_PREFIX.matcher(prefix).matches()) {
            throw settings.get("kafka.topic-prefix").invalid("1 to 100 characters of a-z, A-Z, 0-9, _ and -");
        }
        return new Config.Kafka(
                brokers(settings.get("kafka.bootstrap")),
                prefix,
                value("kafka.partitions").intBetween(1, 1_000),
                value("kafka.replication-factor").intBetween(1, 10));
    }

    private static String brokers(Setting bootstrap) {
        List<String> brokers = bootstrap.entries();
        if (!KEYWORDS.contains(bootstrap.text())
                && !SECURE_BROKERS.matcher(bootstrap.text()).matches()
                && !areHostsWithPorts(brokers)) {
            throw bootstrap.invalid(
                    "embedded, none, or brokers as host:9092 separated by commas, prefixed with ssl:// or"
                            + " sasl_ssl://user:password@ for TLS");
        }
        return String.join(",", brokers);
    }

    private Config.Cluster cluster() {
        Setting members = settings.get("cluster.members");
        if (!members.entries().isEmpty() && !areHostsWithPorts(members.entries())) {
            throw members.invalid("a comma-separated list of processes as host:5701");
        }
        Setting service = settings.get("cluster.kubernetes-service");
        if (!service.text().isEmpty() && !members.entries().isEmpty()) {
            throw service.invalid("empty if cluster.members is set");
        }
        if (!service.text().isEmpty() && !HOST.matcher(service.text()).matches()) {
            throw service.invalid("the DNS name of a headless service, like skein-cluster.default.svc.cluster.local");
        }
        return new Config.Cluster(
                host("cluster.host"), port("cluster.port"), members.entries(), service.text(), clusterSecret());
    }

    private String clusterSecret() {
        Setting secret = settings.get("cluster.secret");
        if (!secret.text().isEmpty() && secret.text().length() < MIN_SECRET_LENGTH) {
            throw secret.invalid("at least " + MIN_SECRET_LENGTH + " random characters, or empty");
        }
        return secret.text();
    }

    private Config.RateLimitSettings rateLimits() {
        return new Config.RateLimitSettings(
                flag("rate-limits.enabled"),
                value("rate-limits.per-token").rate(),
                value("rate-limits.per-user").rate(),
                value("rate-limits.per-app").optionalRate(),
                value("rate-limits.per-address").rate(),
                value("rate-limits.web").rate(),
                value("rate-limits.pagination").optionalRate(),
                value("rate-limits.posts").optionalRate(),
                value("rate-limits.deletes").optionalRate(),
                value("rate-limits.searches").optionalRate(),
                value("rate-limits.uploads").optionalRate(),
                value("rate-limits.sign-ups").optionalRate(),
                value("rate-limits.provisioning").optionalRate());
    }

    private Config.Timeline timeline() {
        return new Config.Timeline(
                value("timeline.max-entries").intBetween(40, 100_000),
                value("timeline.trim-slack").intBetween(1, 100_000),
                value("timeline.ttl").duration(),
                value("timeline.push-max-followers").intBetween(1, 1_000_000_000),
                value("timeline.max-concurrent-rebuilds").intBetween(1, 1_000));
    }

    /** A quarter of the heap, which leaves room for requests and their garbage. */
    private long cacheBytes() {
        return settings.get("cache.max-memory").text().equals("auto")
                ? Runtime.getRuntime().maxMemory() / 4
                : value("cache.max-memory").bytes();
    }

    private Config.Log log() {
        return new Config.Log(
                value("log.format").enumValue(Config.Log.Format.class),
                value("log.level").enumValue(Level.class),
                value("log.audit").enumValue(Level.class));
    }

    private String address(String key, Pattern pattern, String expected) {
        Setting setting = settings.get(key);
        String address = setting.text();
        if (!address.equals(Config.EMBEDDED) && !pattern.matcher(address).matches()) {
            throw setting.invalid(expected);
        }
        return address;
    }

    private String host(String key) {
        Setting setting = settings.get(key);
        if (!HOST.matcher(setting.text()).matches()) {
            throw setting.invalid("a host name or address like 127.0.0.1");
        }
        return setting.text();
    }

    private int port(String key) {
        return value(key).intBetween(0, 65_535);
    }

    private boolean flag(String key) {
        return value(key).bool();
    }

    /** A number, or {@code auto}: a number per core between {@code min} and 32. */
    private int perCore(String key, int perCore, int min) {
        int cores = Runtime.getRuntime().availableProcessors();
        return settings.get(key).text().equals("auto")
                ? Math.max(min, Math.min(32, perCore * cores))
                : value(key).intOrAuto(1, 1_000);
    }

    private SettingParser value(String key) {
        return new SettingParser(settings.get(key));
    }

    private static boolean areHostsWithPorts(List<String> entries) {
        return !entries.isEmpty()
                && entries.stream()
                        .allMatch(entry -> HOST_AND_PORT.matcher(entry).matches());
    }
}
