package social.skein.seed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * People, numbered from 0, and who are friends.
 *
 * @param people how many there are
 */
public record Graph(int people, List<Friends> friendships) {
    private static final String BUNDLED = "/seed/socfb-Reed98.edges";

    /** More would not fit the generator's memory, and a number this large is a slip. */
    private static final int MOST_PEOPLE = 10_000_000;

    /** Two people, each a friend of the other. */
    public record Friends(int one, int other) {}

    /** The 962 people the jar carries. */
    public static Graph bundled() {
        InputStream file = Objects.requireNonNull(Graph.class.getResourceAsStream(BUNDLED), BUNDLED);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return of(lines.lines());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** An edge list: a line two numbers; lines that begin with % or # are comments. */
    public static Graph read(Path edges) {
        try (Stream<String> lines = Files.lines(edges)) {
            return of(lines);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalArgumentException(
                    "The graph " + edges + " cannot be read; it should be a text file with two numbers a line.",
                    unreadable);
        }
    }

    static Graph of(Stream<String> lines) {
        List<Friends> friendships = new ArrayList<>();
        lines.map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("%") && !line.startsWith("#"))
                .map(Graph::friends)
                .filter(pair -> pair.one() != pair.other())
                .distinct()
                .forEach(friendships::add);
        int last = friendships.stream()
                .mapToInt(pair -> Math.max(pair.one(), pair.other()))
                .max()
                .orElseThrow(() -> new IllegalArgumentException("The graph holds no friends."));
        return new Graph(last + 1, List.copyOf(friendships));
    }

    private static Friends friends(String line) {
        String[] numbers = line.split("[\\s,]+");
        if (numbers.length < 2 || !isPerson(numbers[0]) || !isPerson(numbers[1])) {
            throw new IllegalArgumentException(
                    "The graph has the line \"" + line + "\"; each should be two numbers below " + MOST_PEOPLE + ".");
        }
        return new Friends(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    private static boolean isPerson(String number) {
        return number.matches("\\d{1,8}") && Integer.parseInt(number) < MOST_PEOPLE;
    }

    /** The friends of each person. */
    List<List<Integer>> circles() {
        List<List<Integer>> circles = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            circles.add(new ArrayList<>());
        }
        for (Friends pair : friendships) {
            circles.get(pair.one()).add(pair.other());
            circles.get(pair.other()).add(pair.one());
        }
        return circles;
    }
}
