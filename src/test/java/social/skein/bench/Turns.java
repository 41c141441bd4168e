package social.skein.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets processes run in turns and halts them for the rest of the time, so that each has the same small share of the machine
 * however many they are: machines of their own, as far as one machine can play them. A shell does it, since Java sends no
 * signals; it ends when one of them has.
 */
final class Turns implements AutoCloseable {
    /** So many turns make a round, and those that nobody has are pauses: one process runs for an eighth of the time. */
    static final int TURNS = 8;

    private static final String TURN = "0.01";

    private static final String ROUND = """
            while :; do
              for process; do
                kill -CONT "$process" || exit
                sleep %1$s
                kill -STOP "$process" || exit
              done
              turn=$#
              while [ "$turn" -lt %2$d ]; do
                sleep %1$s
                turn=$((turn + 1))
              done
            done
            """.formatted(TURN, TURNS);

    private final List<Running> players;
    private final Process shell;

    private Turns(List<Running> players, Process shell) {
        this.players = players;
        this.shell = shell;
    }

    static Turns of(List<Running> players, File log) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", ROUND, "turns"));
        players.forEach(player -> command.add(Long.toString(player.process().pid())));
        try {
            return new Turns(
                    players,
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log))
                            .start());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** All of them run on. */
    @Override
    public void close() {
        shell.destroyForcibly();
        try {
            shell.waitFor();
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
        players.forEach(player -> player.process().signal("CONT"));
    }
}
