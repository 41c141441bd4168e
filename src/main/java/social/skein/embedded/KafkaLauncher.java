package social.skein.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One Kafka broker that is its own controller, in a child JVM with the class path of this one.
 *
 * <p>It has no authentication: every local user can reach it. It flushes every message, since no second broker would
 * have what the page cache lost.
 */
record KafkaLauncher(DataFolder folder, Binaries binaries, int port, int controllerPort) implements ServerLauncher {
    private static final String SETTINGS = "server.properties";

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public String directoryName() {
        return "kafka";
    }

    @Override
    public Path log() {
        return folder.log("kafka");
    }

    @Override
    public ChildProcess launch(Progress progress) {
        progress.step("Starting Kafka on port " + port);
        Disk.createFolder(directory());
        Disk.writeSecret(directory().resolve(SETTINGS), serverProperties());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags());
        command.add("-cp");
        command.add(ClassPath.relativeTo(directory()));
        command.add(KafkaMain.class.getName());
        command.add(SETTINGS);
        return ChildProcess.startJava(command, directory(), log());
    }

    /** The broker opens its port last, once it is registered and leads its partitions. */
    @Override
    public boolean isReady() {
        return LoopbackPorts.isListening(port);
    }

    /** Relative if possible, since Logback treats a percent sign in a path as a pattern. */
    private String logOption() {
        return Files.isSymbolicLink(directory()) ? log().toString() : "../logs/kafka.log";
    }

    /** Flags for a fast start and a small footprint rather than peak throughput. */
    private List<String> jvmFlags() {
        List<String> flags = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=social/skein/embedded/kafka-logback.xml",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dskein.kafka.log=" + logOption()));
        int java = Runtime.version().feature();
        if (java >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        flags.addAll(CdsArchive.flags(binaries.writableCache(), java));
        return flags;
    }

    /**
     * The log folder is relative to the working folder, since a path with a comma would be two. The broker session is
     * short, since a broker restarted after a crash must wait for the expiry of its former session.
     */
    private String serverProperties() {
        return String.format(Locale.ROOT, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$s
                listeners=PLAINTEXT://127.0.0.1:%1$s,CONTROLLER://127.0.0.1:%2$s
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$s
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=log
                log.flush.interval.messages=1
                auto.create.topics.enable=false
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=500
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                group.consumer.min.session.timeout.ms=1000
                group.consumer.min.heartbeat.interval.ms=300
                num.network.threads=2
                num.io.threads=2
                background.threads=2
                log.cleaner.dedupe.buffer.size=16777216
                """, port, controllerPort);
    }
}
