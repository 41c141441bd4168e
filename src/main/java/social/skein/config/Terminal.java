package social.skein.config;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Detects an interactive terminal. */
public final class Terminal {
    private Terminal() {}

    /** Whether stdin and stdout of this process are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // isTerminal handles the change in Java 22.
    public static boolean isInteractive() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Since Java 22 there may be a console without a terminal; {@code Console.isTerminal} distinguishes them. */
    private static boolean isTerminal(Console console) {
        try {
            @Nullable Object result = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(result);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            return false;
        }
    }
}
