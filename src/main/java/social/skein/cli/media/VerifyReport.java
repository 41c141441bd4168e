package social.skein.cli.media;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import social.skein.http.Json;
import social.skein.model.Plurals;
import social.skein.verification.MediaFinding;
import social.skein.verification.Mending;
import social.skein.verification.VerifiedPage;

/** Counts what a verification of the media finds, with a few examples of each kind. */
final class VerifyReport {
    private static final int MAX_EXAMPLES = 5;

    /** So few findings may be most of a small deployment. */
    private static final long FEW = 10;

    private final Map<MediaFinding.Kind, KindCount> kinds = new EnumMap<>(MediaFinding.Kind.class);
    private final Map<Mending, Long> mended = new EnumMap<>(Mending.class);
    private long matched;
    private long bytes;
    private long foreign;

    /** The findings of one kind. */
    private static final class KindCount {
        private final List<String> examples = new ArrayList<>();
        private long count;
        private long bytes;

        private void add(MediaFinding finding) {
            count++;
            bytes += finding.bytes();
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(finding.toString());
            }
        }
    }

    void add(VerifiedPage page) {
        matched += page.matched();
        bytes += page.bytes();
        foreign += page.foreign();
        page.findings()
                .forEach(finding -> kinds.computeIfAbsent(finding.kind(), kind -> new KindCount())
                        .add(finding));
    }

    void addMended(Mending mending, long count) {
        mended.merge(mending, count, Long::sum);
    }

    /**
     * Whether more is wrong than is right, so that the database and the object store probably do not belong together.
     * The keys are random, so the first page shows it.
     */
    boolean isImplausible(MediaFinding.Kind kind) {
        long count = count(kind);
        return count > 0 && (matched == 0 || (count > FEW && count > matched));
    }

    long count(MediaFinding.Kind kind) {
        KindCount counted = kinds.get(kind);
        return counted == null ? 0 : counted.count;
    }

    /** The findings that are not mended. */
    long open() {
        return kinds.values().stream().mapToLong(kind -> kind.count).sum()
                - mended.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The JSON output. */
    private record Output(
            long matched, long bytes, long foreign, List<KindOutput> findings, Map<Mending, Long> mended, long open) {}

    private record KindOutput(MediaFinding.Kind kind, long count, long bytes, List<String> examples) {}

    void print(PrintWriter out, boolean json) {
        if (json) {
            out.println(Json.encode(new Output(
                    matched,
                    bytes,
                    foreign,
                    kinds.entrySet().stream()
                            .map(entry -> new KindOutput(
                                    entry.getKey(),
                                    entry.getValue().count,
                                    entry.getValue().bytes,
                                    entry.getValue().examples))
                            .toList(),
                    mended,
                    open())));
        } else {
            printText(out);
        }
        out.flush();
    }

    private void printText(PrintWriter out) {
        out.println(Plurals.count(matched, "object") + " (" + ByteSize.format(bytes) + ") and their records match.");
        if (foreign > 0) {
            out.println(Plurals.count(foreign, "object") + " of other programs were left alone.");
        }
        kinds.forEach((kind, found) -> {
            out.println(describe(kind, found));
            found.examples.forEach(example -> out.println("      " + example));
            if (found.count > found.examples.size()) {
                out.println("      ...");
            }
        });
        if (kinds.isEmpty()) {
            out.println("Nothing is wrong.");
        } else {
            out.println(
                    mended.isEmpty()
                            ? "Nothing was changed; --fix mends it."
                            : "Mended: " + mendings() + "." + (open() > 0 ? " Not mended: " + open() + "." : ""));
        }
    }

    private static String describe(MediaFinding.Kind kind, KindCount found) {
        String size = " (" + ByteSize.format(found.bytes) + ")";
        return switch (kind) {
            case ORPHAN -> Plurals.count(found.count, "object") + size + " without a record, which nothing shows:";
            case MISSING -> Plurals.count(found.count, "record") + size + " without an object:";
            case WRONG_SIZE -> Plurals.count(found.count, "object") + size + " of another size than recorded:";
            case UNRECORDED ->
                Plurals.count(found.count, "file") + " without a record, which a post, a profile or an emoji shows:";
        };
    }

    private String mendings() {
        return mended.entrySet().stream()
                .map(entry -> Plurals.count(entry.getValue(), entry.getKey().noun()) + " "
                        + entry.getKey().verb())
                .collect(Collectors.joining(", "));
    }
}
