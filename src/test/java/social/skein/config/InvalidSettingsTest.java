package social.skein.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidSettingsTest {
    @TempDir
    Path folder;

    @Test
    void an_unknown_key_is_named_with_its_place_and_its_nearest_neighbour() {
        refuses("domain: skein.example\nhttp:\n  prot: 80\n", """
                skein.yaml line 3 sets "http.prot", which is no setting. Did you mean "http.port"?""");
    }

    @ParameterizedTest
    @CsvSource({
        "port, http.port",
        "posgres.uri, postgres.uri",
        "postgres.url, postgres.uri",
        "auth.password_grant, auth.password-grant",
        "registrations, registration",
        "http.port.number, http.port",
        "timeline.max-entry, timeline.max-entries"
    })
    void the_neighbour_is_the_key_that_was_meant(String unknown, String meant) {
        refuses(unknown + ": 1", "Did you mean \"" + meant + "\"?");
    }

    @Test
    void an_unknown_variable_is_named_with_its_nearest_neighbour() {
        assertThatThrownBy(() -> environment("SKEIN_HTTP_PROT", "80"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("The environment sets SKEIN_HTTP_PROT, which is no setting. Did you mean SKEIN_HTTP_PORT?");
    }

    @Test
    void a_section_has_no_value_of_its_own() {
        refuses("http: 8080", "skein.yaml line 1 gives \"http\" a value, but it is a section");
    }

    @Test
    void a_key_is_set_once() {
        refuses("http:\n  port: 1\nhttp.port: 2", "http.port is set twice: ");
    }

    @Test
    void what_is_not_yaml_is_shown_by_its_line() {
        refuses("http:\n  port: [1\n", "skein.yaml is not YAML, line 2: ");
        refuses("- http", "skein.yaml line 1 should begin with a setting like");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.port: eighty | http.port is \"eighty\" (%s line 1); it should be a whole number from 0 to 65535.",
                "http.port: 65536 | a whole number from 0 to 65535",
                "http.port: | http.port is \"\"",
                "http.max-body-size: 1MeB | a size like 65536, 500KiB or 1MiB",
                "http.max-body-size: 2000000MiB | a size like",
                "http.header-timeout: 0s | a time like 500ms, 30s, 5m, 12h or 7d",
                "http.body-timeout: never | a time like 500ms, 30s, 5m, 12h or 7d",
                "http.max-connections: 0 | auto, or a whole number from 1 to 1000000",
                "http.max-connections-per-address: none | a whole number from 1 to 1000000",
                "http.idle-timeout: 30 | a time like 500ms, 30s, 5m, 12h or 7d",
                "http.idle-timeout: 0s | a time like 500ms, 30s, 5m, 12h or 7d",
                "http.drain: 11s | a time from 0s to 10s",
                "http.drain: soon | a time from 0s to 10s",
                "domain: https://skein.example | without https://",
                "scheme: ftp | it should be auto or http or https",
                "roles: api,mail | all, or some of api, stream, relay, fanout, notify, jobs",
                "roles: [] | all, or some of",
                "postgres.uri: mysql://db | embedded or postgresql://",
                "postgres.uri: postgresql://db | embedded or postgresql://",
                "postgres.uri: postgresql://skein@db | embedded or postgresql://",
                "postgres.replicas: [db-2:5432] | replicas as postgresql://",
                "postgres.pool-size: none | auto, or a whole number from 1 to 1000",
                "redis.uri: cache | embedded, none or redis://host:6379",
                "kafka.bootstrap: broker | brokers as host:9092",
                "kafka.topic-prefix: a b | letters",
                "cluster.members: two | host:5701",
                "cluster.kubernetes-service: my service | the DNS name of a headless service",
                "auth.password-grant: yes | true or false",
                "overload.limit: much | adaptive, none, or a whole number from 1 to 1000000",
                "overload.limit: 0 | adaptive, none, or a whole number from 1 to 1000000",
                "overload.min: few | auto, or a whole number from 1 to 1000000",
                "overload.deadline: 0s | a time like 500ms, 30s, 5m, 12h or 7d",
                "registration: maybe | open or approval or closed",
                "log.level: loud | error or warn or info or debug or trace"
            })
    void a_value_that_will_not_do_is_told_what_would(String yaml, String sentence) {
        refuses(yaml, sentence.replace("%s", folder.resolve("skein.yaml").toString()));
    }

    @Test
    void workers_of_their_own_need_kafka() {
        refuses("roles: [api, fanout]\nkafka.bootstrap: none", "workers of their own need Kafka");
    }

    @Test
    void the_least_is_not_above_the_most() {
        refuses("overload.min: 200\noverload.max: 100", "it should be at most what overload.max is, 100");
    }

    @Test
    void a_file_that_was_asked_for_must_be_there() {
        assertThatThrownBy(() -> Settings.load(Optional.of(folder.resolve("none.yaml")), Map.of(), folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("none.yaml cannot be read");
        assertThatThrownBy(() -> environment("SKEIN_POSTGRES_URI_FILE", "/no/such/file"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("/no/such/file, which cannot be read");
    }

    private void refuses(String yaml, String sentence) {
        assertThatThrownBy(() -> {
                    write(yaml);
                    Settings.load(Optional.empty(), Map.of(), folder);
                })
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(sentence);
    }

    private Settings environment(String variable, String value) {
        return Settings.load(Optional.empty(), Map.of(variable, value), folder);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("skein.yaml"), yaml);
    }
}
