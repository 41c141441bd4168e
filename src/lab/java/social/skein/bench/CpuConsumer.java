package social.skein.bench;

/** The groups of processes whose CPU time is measured on a rung. */
enum CpuConsumer {
    FRONT("frontend"),
    WORKERS("workers"),
    POSTGRES("PostgreSQL"),
    REPLICA("replica"),
    REDIS("Redis"),
    KAFKA("Kafka");

    private final String title;

    CpuConsumer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static CpuConsumer of(SkeinProcess process) {
        return process.isClientFacing() ? FRONT : WORKERS;
    }

    /** Classifies a process of the stores. Their supervisors use almost no CPU time and count as PostgreSQL. */
    static CpuConsumer of(ProcessHandle store) {
        return switch (ProcessMemory.processKind(store)) {
            case "Redis" -> REDIS;
            case "Kafka" -> KAFKA;
            default -> POSTGRES;
        };
    }
}
