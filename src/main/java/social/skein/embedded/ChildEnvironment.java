package social.skein.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The environment of a child process: without the variables that are meant for this process or for other programs. */
final class ChildEnvironment {
    /** Options for this JVM, such as a collector or a debugger's port, would break the broker's. */
    private static final List<String> JVM_OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    /** By precedence. */
    private static final List<String> CHARACTER_ENCODING = List.of("LC_ALL", "LC_CTYPE", "LANG");

    private ChildEnvironment() {}

    /** For PostgreSQL and Redis, which treat paths as bytes. */
    static void setNative(Map<String, String> environment) {
        removeForeign(environment);
        environment.put("LC_ALL", "C");
    }

    /** For a JVM, which can open only paths that its character encoding has: it gets the encoding of this one. */
    static void setJava(Map<String, String> environment) {
        Optional<String> encoding = CHARACTER_ENCODING.stream()
                .flatMap(name -> Stream.ofNullable(environment.get(name)))
                .filter(value -> !value.isEmpty())
                .findFirst();
        removeForeign(environment);
        environment.put("LANG", "C");
        encoding.ifPresent(value -> environment.put("LC_CTYPE", value));
    }

    private static void removeForeign(Map<String, String> environment) {
        // A PGDATA or PGOPTIONS of the user's own PostgreSQL must not affect this one.
        environment
                .keySet()
                .removeIf(name -> name.startsWith("PG")
                        || name.startsWith("SKEIN_")
                        || name.startsWith("LC_")
                        || name.equals("LANGUAGE")
                        || JVM_OPTIONS.contains(name));
    }
}
