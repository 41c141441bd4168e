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
 * An undirected friendship graph; accounts are numbered from 0.
 *
 * @param people the number of accounts
 */
public record SocialGraph(int people, List<Friendship> friendships) {
    private static final String BUNDLED = "/seed/socfb-Reed98.edges";

    /** A larger number is a mistake, and would not fit in memory. */
    private static final int MAX_PEOPLE = 10_000_000;

    /** A pair of friends. */
    public record Friendship(int one, int other) {}

    /** The bundled graph of 962 accounts. */
    public static SocialGraph bundled() {
        InputStream file = Objects.requireNonNull(SocialGraph.class.getResourceAsStream(BUNDLED), BUNDLED);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return parse(lines.lines());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Reads an edge list: two numbers per line; lines that start with % or # are comments. */
    public static SocialGraph read(Path edges) {
        try (Stream<String> lines = Files.lines(edges)) {
            return parse(lines);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalArgumentException(
                    "The graph " + edges + " cannot be read; it should be a text file with two numbers per line.",
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
                .orElseThrow(
                        () -> new IllegalArgumentException("The graph is empty; it should have two numbers per line."));
        return new SocialGraph(last + 1, List.copyOf(friendships));
    }

    private static Friendship parseFriendship(String line) {
        String[] numbers = line.split("[\\s,]+");
        if (numbers.length < 2 || !isValidNumber(numbers[0]) || !isValidNumber(numbers[1])) {
            throw new IllegalArgumentException(
                    "The graph contains the line \"" + line + "\"; it should be two numbers below " + MAX_PEOPLE + ".");
        }
        return new Friendship(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    private static boolean isValidNumber(String number) {
        return number.matches("\\d{1,8}") && Integer.parseInt(number) < MAX_PEOPLE;
    }

    /** The friends of each account. */
    List<List<Integer>> adjacencyList() {
        List<List<Integer>> friends = new ArrayList<>();
        for (int account = 0; account < people; account++) {
            friends.add(new ArrayList<>());
        }
        for (Friendship pair : friendships) {
            friends.get(pair.one()).add(pair.other());
            friends.get(pair.other()).add(pair.one());
        }
        return friends;
    }
}
