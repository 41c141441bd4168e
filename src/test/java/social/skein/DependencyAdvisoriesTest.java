package social.skein;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.netty.util.Version;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests that each library has at least the version that fixes its known vulnerabilities. The date on which the
 * advisories were last read is in docs/ADVISORIES.md.
 */
class DependencyAdvisoriesTest {
    /**
     * Earlier versions let a client exhaust the server with HTTP/2 frames and headers (CVE-2026-50560, -47244, -45416),
     * or send requests that the server and a proxy interpret differently (GHSA-8c42-7qj2-3j46).
     */
    private static final String NETTY = "4.2.18";

    /** Earlier versions let untrusted JSON set more of a record than intended (CVE-2026-54512 to -54518). */
    private static final String JACKSON = "2.18.9";

    @Test
    void every_netty_module_has_the_minimum_version() {
        Map<String, Version> modules = Version.identify();
        assertThat(modules).containsKey("netty-codec-http");
        assertThat(modules).allSatisfy((module, version) -> assertAtLeast(module, version.artifactVersion(), NETTY));
    }

    @Test
    void the_json_parser_has_the_minimum_version() {
        assertAtLeast("jackson-databind", PackageVersion.VERSION.toString(), JACKSON);
    }

    private static void assertAtLeast(String library, String version, String minimum) {
        assertThat(Arrays.compare(numbers(version), numbers(minimum)))
                .as(library + " " + version)
                .isNotNegative();
    }

    /**
     * The numbers of a version such as 4.2.15.Final. Native libraries are numbered separately, like 2.0.78.Final of
     * tcnative.
     */
    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
