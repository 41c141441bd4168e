package social.skein.bench;

/** A benchmark, which can run alone or with the others. */
interface Scenario {
    /** The name on the command line. */
    String name();

    /** The title in the report. */
    String title();

    /** Runs the benchmark, and leaves the context usable for the next scenario. */
    ScenarioResult measure(BenchContext context) throws Exception;
}
