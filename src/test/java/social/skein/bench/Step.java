package social.skein.bench;

/**
 * What a rung gave.
 *
 * @param deliveries timelines reached in a second while posts are written as fast as they are taken, until the last is there
 * @param mebibytes of all processes and stores
 * @param statements of the database for each request, those of the workers among them
 */
record Step(
        int rung,
        String title,
        int processes,
        double perSecond,
        double p50,
        double p99,
        double deliveries,
        double mebibytes,
        double statements,
        long failures) {}
