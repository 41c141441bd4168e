package social.skein.bench;

/** Who takes CPU on a rung. */
enum CpuConsumer {
    FRONT("in front"),
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

    /** One of the processes that hold the stores; their own guards take as good as nothing, and count as PostgreSQL's. */
    static CpuConsumer of(ProcessHandle store) {
        return switch (ProcessMemory.processKind(store)) {
            case "Redis" -> REDIS;
            case "Kafka" -> KAFKA;
            default -> POSTGRES;
        };
    }
}
