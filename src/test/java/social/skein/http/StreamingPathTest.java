package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which paths are streams, which need no permit and have no deadline. */
class StreamingPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/streaming", "/api/v1/streaming/user", "/api/v1/streaming/public/local"})
    void streams(String path) {
        assertThat(Endpoints.isStreaming(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/streaming/../statuses",
                "/api/v1/streaming/./../media",
                "/api/v1/streaming/%2e%2e/statuses",
                "/api/v1/streaming//../search",
                "/api/v1/statuses"
            })
    void a_path_that_the_router_resolves_to_another_is_no_stream(String path) {
        assertThat(Endpoints.isStreaming(path)).isFalse();
    }
}
