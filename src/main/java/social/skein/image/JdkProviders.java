package social.skein.image;

import java.util.Iterator;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.IIOServiceProvider;

/** The decoders and encoders of the JDK. Their classes are not accessible, so they are found by name. */
final class JdkProviders {
    private static final String PACKAGE = "com.sun.imageio.plugins.";

    private JdkProviders() {}

    static <T extends IIOServiceProvider> T find(Class<T> kind, String className) {
        Iterator<T> known = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
        while (known.hasNext()) {
            T provider = known.next();
            if (provider.getClass().getName().equals(PACKAGE + className)) {
                return provider;
            }
        }
        throw new IllegalStateException("This Java has no " + PACKAGE + className
                + ", which decodes pictures; run Skein with a Java that has the module java.desktop.");
    }
}
