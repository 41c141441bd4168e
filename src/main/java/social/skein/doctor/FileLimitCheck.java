package social.skein.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections the system lets this process hold. */
final class FileLimitCheck {
    private static final long MIN_OPEN_FILES = 4_096;

    private FileLimitCheck() {}

    static Finding check() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return Finding.ok("The number of open connections is the system's business");
        }
        long most = system.getMaxFileDescriptorCount();
        String what = most + " files and connections may be open";
        return most < MIN_OPEN_FILES
                ? Finding.warn(
                        what, "Each connected client is one: raise it with ulimit -n, or LimitNOFILE in systemd.")
                : Finding.ok(what);
    }
}
