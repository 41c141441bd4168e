package social.skein.bench;

/** Reads of Skein and of a bare server with the same bytes, in turns and by the same client. */
record Duel(Figure ours, Figure bare) {
    /** A bare server needs more requests before it is warm, and is done with them sooner. */
    private static final int BARE_WARM_UP = 10;

    static final String BARE = "bare server, the same bytes";

    static Duel over(Scene scene, Stand stand, Reading reading, Crowd readers, String name) {
        Effort effort = scene.effort();
        Load load = new Load(stand.port(), reading.requests(stand.stores(), readers), Effort.CONNECTIONS);
        try (Bare twin = Bare.like(scene.premises(), reading.typical(stand, readers))) {
            Load same = new Load(twin.port(), load.requests(), Effort.CONNECTIONS);
            Series ours = new Series(name + ", 20 entries", stand.meters());
            Series bare = new Series(BARE, Meters.of(twin.process()));
            Say.that("Warming up both servers");
            Series.warmUp(load::run, effort.warmUp(), effort.longestWarmUp());
            Series.warmUp(same::run, (long) effort.warmUp() * BARE_WARM_UP, effort.longestWarmUp());
            for (int round = 1; round <= effort.rounds(); round++) {
                Say.that("Round " + round + " of " + effort.rounds());
                ours.round(() -> load.run(effort.round()));
                bare.round(() -> same.run(effort.round()));
            }
            return new Duel(ours.figure(), bare.figure());
        }
    }

    Figure ratio() {
        return Figure.ratio(ours.what() + " / bare server", ours.value(), bare.value());
    }

    /** Without the client's share, which costs the bare server more than itself. */
    Figure ratioOfCpu() {
        return Figure.ratio("  the same by CPU of the servers, stores included", cpu(bare), cpu(ours));
    }

    private static double cpu(Figure figure) {
        return figure.cost().map(cost -> cost.server() + cost.stores()).orElseThrow();
    }
}
