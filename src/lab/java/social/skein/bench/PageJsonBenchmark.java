package social.skein.bench;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import social.skein.account.AccountView;
import social.skein.http.Json;
import social.skein.http.RawJsonBuilder;
import social.skein.model.Visibility;
import social.skein.rendering.StatusView;

/** Encodes a page of 20 statuses as JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PageJsonBenchmark {
    private static final String SERVER = "https://skein.example";
    private static final String TIME = "2026-11-21T12:34:56.789Z";
    private static final long FIRST = 1_560_000_000_000_000_000L;

    private final List<StatusView> page =
            LongStream.range(0, 20).mapToObj(PageJsonBenchmark::status).toList();

    private final List<byte[]> heads = page.stream()
            .map(status -> Json.encodeToBuffer(status.body()).getBytes())
            .toList();
    private final List<byte[]> authors = page.stream()
            .map(status -> Json.encodeToBuffer(status.account()).getBytes())
            .toList();
    private final byte[] viewerPart = RawJsonBuilder.literal(",\"favourited\":false,\"reblogged\":false,\"account\":");

    /** Assembles the page from encoded parts, as timelines do. */
    @Benchmark
    public Buffer spliced() {
        RawJsonBuilder json = new RawJsonBuilder();
        for (int i = 0; i < heads.size(); i++) {
            json.append(heads.get(i)).append(viewerPart).append(authors.get(i));
        }
        return json.toBuffer();
    }

    /** Encodes the records with Jackson. */
    @Benchmark
    public Buffer written() {
        return Json.encodeToBuffer(page);
    }

    private static StatusView status(long number) {
        String id = Long.toString(FIRST - number);
        return new StatusView(
                new StatusView.Body(
                        new StatusView.Reference(id, TIME, null, null),
                        new StatusView.Presentation(
                                false,
                                "",
                                Visibility.PUBLIC,
                                "en",
                                SERVER + "/users/u" + number + "/statuses/" + id,
                                SERVER + "/@u" + number + "/" + id),
                        StatusView.Content.of(
                                null,
                                "<p>"
                                        + "A post of the usual length, as people write them. "
                                                .repeat(3)
                                                .strip() + "</p>",
                                null,
                                List.of(),
                                List.of(),
                                List.of(new StatusView.TagView("tag", SERVER + "/tags/tag")),
                                List.of())),
                new StatusView.Counts(1, 2, 3),
                new StatusView.ViewerView(false, false, false, false, null, List.of()),
                author(number),
                null,
                null);
    }

    private static AccountView author(long number) {
        String name = "u" + number;
        String image = SERVER + "/avatars/missing.png";
        return new AccountView(
                new AccountView.Identity(Long.toString(FIRST + number), name, name, "Somebody called " + name),
                new AccountView.Flags(false, false, true, false, false),
                TIME,
                "<p>Writes now and then.</p>",
                new AccountView.Links(
                        SERVER + "/@" + name, SERVER + "/users/" + name, image, image, "", image, image, ""),
                new AccountView.Counts(42, 42, 420, "2026-11-21"),
                new AccountView.Visibility(false, true, null, null),
                List.of(),
                List.of(),
                List.of());
    }
}
