package social.skein.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Checks the limit of open files, which bounds the number of connections. */
final class FileLimitCheck {
    private static final long MIN_OPEN_FILES = 4_096;

    private FileLimitCheck() {}

    static Finding check() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return Finding.ok("The operating system does not report a limit of open files");
        }
        long max = system.getMaxFileDescriptorCount();
        String message = "Limit of open files and connections: " + max;
        return max < MIN_OPEN_FILES
                ? Finding.warn(
                        message, "Each client connection is one: raise it with ulimit -n, or LimitNOFILE in systemd.")
                : Finding.ok(message);
    }
}
