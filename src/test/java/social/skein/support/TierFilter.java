package social.skein.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.objectweb.asm.ClassReader;

/**
 * Selects the tests of a tier. {@code -Dtier=unit} leaves out each class that can start a server or a process, directly or
 * through another test class; {@code -Dtier=package} leaves out none. The rule follows from the references in the class files,
 * so no test is marked by hand.
 */
public final class TierFilter implements PostDiscoveryFilter {
    private static final String TIER = System.getProperty("skein.tier", "");
    private static final int CONSTANT_CLASS = 7;
    private static final String OURS = "social/skein/";
    private static final Set<String> STARTERS = Set.of(
            "social/skein/support/TestStores", "social/skein/embedded/EmbeddedServers", "java/lang/ProcessBuilder");

    @Override
    public FilterResult apply(TestDescriptor test) {
        return switch (TIER) {
            case "", "package" -> FilterResult.included("every test");
            case "unit" ->
                FilterResult.includedIf(
                        testClass(test).filter(TierFilter::canStartServers).isEmpty());
            default -> throw new IllegalArgumentException("-Dtier should be unit or package, not " + TIER);
        };
    }

    private static Optional<Class<?>> testClass(TestDescriptor test) {
        return test.getSource().map(source -> {
            if (source instanceof MethodSource method) {
                return method.getJavaClass();
            }
            return source instanceof ClassSource type ? type.getJavaClass() : null;
        });
    }

    static boolean canStartServers(Class<?> test) {
        Set<String> seen = new HashSet<>();
        Deque<String> unread = new ArrayDeque<>(Set.of(test.getName().replace('.', '/')));
        while (!unread.isEmpty()) {
            String name = unread.pop();
            if (STARTERS.contains(name)) {
                return true;
            }
            if (name.startsWith(OURS) && seen.add(name) && isTestCode(name)) {
                unread.addAll(referencedClasses(name));
            }
        }
        return false;
    }

    /** Main code is not searched: only what a test calls there can start servers, and that is among its own references. */
    private static boolean isTestCode(String name) {
        return TierFilter.class.getResource("/" + name + ".class").getPath().contains("/test-classes/");
    }

    private static Set<String> referencedClasses(String name) {
        try (InputStream file = TierFilter.class.getResourceAsStream("/" + name + ".class")) {
            ClassReader reader = new ClassReader(file);
            char[] buffer = new char[reader.getMaxStringLength()];
            Set<String> classes = new HashSet<>();
            for (int i = 1; i < reader.getItemCount(); i++) {
                int offset = reader.getItem(i);
                if (offset > 0 && reader.readByte(offset - 1) == CONSTANT_CLASS) {
                    classes.add(reader.readUTF8(offset, buffer));
                }
            }
            return classes;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
