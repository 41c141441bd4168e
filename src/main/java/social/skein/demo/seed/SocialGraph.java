package social.skein.demo.seed;

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
public record SocialGraph(int people, List<Friendship> friendships) {
    private static final String BUNDLED = "/seed/socfb-Reed98.edges";

    /** More would not fit the generator's memory, and a number this large is a slip. */
    private static final int MAX_PEOPLE = 10_000_000;

    /** Two people, each a friend of the other. */
    public record Friendship(int one, int other) {}

    /** The 962 people the jar carries. */
    public static SocialGraph bundled() {
        InputStream file = Objects.requireNonNull(SocialGraph.class.getResourceAsStream(BUNDLED), BUNDLED);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return parse(lines.lines());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** An edge list: a line two numbers; lines that begin with % or # are comments. */
    public static SocialGraph read(Path edges) {
        try (Stream<String> lines = Files.lines(edges)) {
            return parse(lines);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalArgumentException(
                    "The graph " + edges + " cannot be read; it should be a text file with two numbers a line.",
                    unreadable);
        }
    }

    static SocialGraph parse(Stream<String> lines) {
        List<Friendship> friendships = new ArrayList<>();
        lines.map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("%") && !line.startsWith("#"))
                .map(SocialGraph::parseFriendship)
                .filter(pair -> pair.one() != pair.other())
                .distinct()
                .forEach(friendships::add);
        int last = friendships.stream()
                .mapToInt(pair -> Math.max(pair.one(), pair.other()))
                .max()
                .orElseThrow(() -> new IllegalArgumentException("The graph holds no friends."));
        return new SocialGraph(last + 1, List.copyOf(friendships));
    }

    private static Friendship parseFriendship(String line) {
        String[] numbers = line.split("[\\s,]+");
        if (numbers.length < 2 || !isValidNumber(numbers[0]) || !isValidNumber(numbers[1])) {
            throw new IllegalArgumentException(
                    "The graph has the line \"" + line + "\"; each should be two numbers below " + MAX_PEOPLE + ".");
        }
        return new Friendship(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    private static boolean isValidNumber(String number) {
        return number.matches("\\d{1,8}") && Integer.parseInt(number) < MAX_PEOPLE;
    }

    /** The friends of each person. */
    List<List<Integer>> adjacencyList() {
        List<List<Integer>> circles = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            circles.add(new ArrayList<>());
        }
        for (Friendship pair : friendships) {
            circles.get(pair.one()).add(pair.other());
            circles.get(pair.other()).add(pair.one());
        }
        return circles;
    }
}
