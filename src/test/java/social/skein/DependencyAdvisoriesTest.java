package social.skein;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.netty.util.Version;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Libraries below which there is a hole that is known; docs/ADVISORIES.md says when the advisories were last read. */
class DependencyAdvisoriesTest {
    /**
     * Below, a client can exhaust us with HTTP/2 frames and headers (CVE-2026-50560, -47244, -45416), or send what we and a
     * proxy read differently (GHSA-8c42-7qj2-3j46).
     */
    private static final String NETTY = "4.2.18";

    /** Below, untrusted JSON can make more of a record than it should: CVE-2026-54512 to -54518. */
    private static final String JACKSON = "2.18.9";

    @Test
    void every_part_of_netty_is_new_enough() {
        Map<String, Version> parts = Version.identify();
        assertThat(parts).containsKey("netty-codec-http");
        assertThat(parts).allSatisfy((part, version) -> assertAtLeast(part, version.artifactVersion(), NETTY));
    }

    @Test
    void what_reads_json_is_new_enough() {
        assertAtLeast("jackson-databind", PackageVersion.VERSION.toString(), JACKSON);
    }

    private static void assertAtLeast(String library, String version, String least) {
        assertThat(Arrays.compare(numbers(version), numbers(least)))
                .as(library + " " + version)
                .isNotNegative();
    }

    /** The numbers of 4.2.15.Final; native libraries have one of their own, like 2.0.78.Final of tcnative. */
    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
