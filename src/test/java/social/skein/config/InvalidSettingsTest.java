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
    void an_unknown_key_is_reported_with_its_line_and_the_closest_key() {
        assertRejected("domain: skein.example\nhttp:\n  prot: 80\n", """
                skein.yaml line 3 sets "http.prot", which is not a setting. Did you mean "http.port"?""");
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
    void the_closest_key_is_suggested(String unknown, String meant) {
        assertRejected(unknown + ": 1", "Did you mean \"" + meant + "\"?");
    }

    @Test
    void an_unknown_variable_is_reported_with_the_closest_variable() {
        assertThatThrownBy(() -> environment("SKEIN_HTTP_PROT", "80"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "The environment sets SKEIN_HTTP_PROT, which is not a setting. Did you mean SKEIN_HTTP_PORT?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provisioning.token: short | line 1); it should be at least 32 random characters without spaces",
                "provisioning.token: thirty two characters or more than | it should be at least 32 random characters without",
                "oidc.client-id: skein | it should be the URL of the provider that issued oidc.client-id",
                "oidc.issuer: https://id.example.org | oidc.client-id is \"\"; it should be the client id that https://id",
                "oidc.issuer: http://id.example.org | it should be a URL like https://id.example.org without a query; http",
                "oidc.issuer: id.example.org | it should be a URL like https://id.example.org",
                "oidc.issuer: https://id.example.org?a=b | it should be a URL like https://id.example.org",
                "oidc.scopes: profile email | it should be scopes separated by spaces, openid among them",
                "oidc.username-claim: '' | it should be the name of a claim like preferred_username"
            })
    void wrong_settings_for_own_users_are_reported(String yaml, String message) {
        assertRejected(yaml, message);
    }

    @Test
    void a_section_cannot_have_a_value() {
        assertRejected("http: 8080", "skein.yaml line 1 sets \"http\" to a value, but it is a section");
    }

    @Test
    void a_key_cannot_be_set_twice() {
        assertRejected("http:\n  port: 1\nhttp.port: 2", "http.port is set twice: ");
    }

    @Test
    void invalid_yaml_is_reported_with_its_line() {
        assertRejected("http:\n  port: [1\n", "skein.yaml is not valid YAML, line 2: ");
        assertRejected("- http", "skein.yaml line 1 should start with a setting like");
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
                "http.header-timeout: 0s | a duration like 500ms, 30s, 5m, 12h or 7d",
                "http.body-timeout: never | a duration like 500ms, 30s, 5m, 12h or 7d",
                "http.max-connections: 0 | auto, or a whole number from 1 to 1000000",
                "http.max-connections-per-address: none | a whole number from 1 to 1000000",
                "http.idle-timeout: 30 | a duration like 500ms, 30s, 5m, 12h or 7d",
                "http.idle-timeout: 0s | a duration like 500ms, 30s, 5m, 12h or 7d",
                "http.drain: 11s | a duration from 0s to 10s",
                "http.drain: soon | a duration from 0s to 10s",
                "domain: https://skein.example | without https://",
                "scheme: ftp | it should be auto or http or https",
                "roles: api,mail | all, or a list of api, stream, relay, fanout, notify, media, jobs",
                "roles: [] | all, or a list of",
                "postgres.uri: mysql://db | embedded or postgresql://",
                "postgres.uri: postgresql://db | embedded or postgresql://",
                "postgres.uri: postgresql://skein@db | embedded or postgresql://",
                "postgres.replicas: [db-2:5432] | a list of postgresql://",
                "postgres.pool-size: none | auto, or a whole number from 1 to 1000",
                "redis.uri: cache | embedded, none or redis://host:6379",
                "kafka.bootstrap: broker | brokers as host:9092",
                "kafka.topic-prefix: a b | 1 to 100 characters",
                "cluster.members: two | host:5701",
                "cluster.kubernetes-service: my service | the DNS name of a headless service",
                "auth.password-grant: yes | true or false",
                "overload.limit: much | adaptive, none, or a whole number from 1 to 1000000",
                "overload.limit: 0 | adaptive, none, or a whole number from 1 to 1000000",
                "overload.min: few | auto, or a whole number from 1 to 1000000",
                "overload.deadline: 0s | a duration like 500ms, 30s, 5m, 12h or 7d",
                "registration: maybe | open or approval or closed",
                "instance.title: [a, b] | a text of at most 100 characters",
                "instance.description: \"a\\tb\" | a text of at most 1000 characters",
                "instance.contact-email: me at home | an e-mail address like admin@skein.example, or empty",
                "instance.privacy-policy-url: javascript:alert(1) | an address like https://example.com/terms, or empty",
                "instance.languages: [english] | a list of language codes like en, de or pt-BR",
                "instance.max-characters: 0 | a whole number from 1 to 10000",
                "instance.max-characters: 100000 | a whole number from 1 to 10000",
                "log.level: loud | error or warn or info or debug or trace"
            })
    void an_invalid_value_is_reported_with_the_valid_ones(String yaml, String sentence) {
        assertRejected(yaml, sentence.replace("%s", folder.resolve("skein.yaml").toString()));
    }

    @Test
    void separate_worker_processes_need_kafka() {
        assertRejected("roles: [api, fanout]\nkafka.bootstrap: none", "separate worker processes need Kafka");
    }

    @Test
    void the_minimum_may_not_exceed_the_maximum() {
        assertRejected("overload.min: 200\noverload.max: 100", "it should be at most overload.max, which is 100");
    }

    @Test
    void a_named_file_must_exist() {
        assertThatThrownBy(() -> Settings.load(Optional.of(folder.resolve("none.yaml")), Map.of(), folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("none.yaml cannot be read");
        assertThatThrownBy(() -> environment("SKEIN_POSTGRES_URI_FILE", "/no/such/file"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("/no/such/file, which cannot be read");
    }

    private void assertRejected(String yaml, String sentence) {
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
