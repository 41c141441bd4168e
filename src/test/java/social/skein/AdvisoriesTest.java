package social.skein;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Libraries below which there is a hole that is known; SECURITY.md says when the advisories were last read. */
class AdvisoriesTest {
    /** Below, a client can exhaust us with HTTP/2 frames and headers: CVE-2026-50560, -47244, -45416. */
    private static final String NETTY = "4.2.15";

    @Test
    void every_part_of_netty_is_new_enough() {
        Map<String, Version> parts = Version.identify();
        assertThat(parts).containsKey("netty-codec-http");
        assertThat(parts)
                .allSatisfy((part, version) -> assertThat(
                                Arrays.compare(numbers(version.artifactVersion()), numbers(NETTY)))
                        .as(part + " " + version.artifactVersion())
                        .isNotNegative());
    }

    /** The numbers of 4.2.15.Final; native libraries have one of their own, like 2.0.78.Final of tcnative. */
    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\D+"))
                .filter(number -> !number.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
