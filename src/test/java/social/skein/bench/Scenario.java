package social.skein.bench;

/** One thing that can be measured, alone or with the rest. */
interface Scenario {
    /** What the command line calls it. */
    String name();

    /** What the table calls it. */
    String title();

    /** Measures it on the scene, which it leaves as it may be found by the next part. */
    ScenarioResult measure(BenchContext scene) throws Exception;
}
