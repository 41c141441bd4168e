package social.skein.bench;

/** Who takes CPU on a rung. */
enum Spender {
    FRONT("in front"),
    WORKERS("workers"),
    POSTGRES("PostgreSQL"),
    REPLICA("replica"),
    REDIS("Redis"),
    KAFKA("Kafka");

    private final String title;

    Spender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Spender of(Running process) {
        return process.isFront() ? FRONT : WORKERS;
    }

    /** One of the processes that hold the stores; their own guards take as good as nothing, and count as PostgreSQL's. */
    static Spender of(ProcessHandle store) {
        return switch (Memory.kind(store)) {
            case "Redis" -> REDIS;
            case "Kafka" -> KAFKA;
            default -> POSTGRES;
        };
    }
}
