package social.skein.timeline;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sorts a home timeline as read from Redis: almost in order, with some duplicates. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SortAndDedupeBenchmark {
    private static final long FIRST = 1_560_000_000_000_000_000L;

    @Param({"40", "800"})
    private int entries;

    private long[] ids = {};

    @Setup
    public void setUp() {
        Random random = new Random(1);
        ids = new long[entries];
        for (int i = 0; i < entries; i++) {
            long lateness = random.nextInt(20) == 0 ? random.nextInt(5) : 0;
            ids[i] = FIRST + (i - lateness) * 1_000;
        }
    }

    @Benchmark
    public long[] sortedDistinct() {
        return SortedIds.distinct(ids.clone(), entries, FIRST - 10_000);
    }
}
