package social.skein.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgresql://skein:hush@db:5432/skein | postgresql://skein:***@db:5432/skein",
                "postgresql://skein:hu/s@h@db:5432/skein | postgresql://skein:***@db:5432/skein",
                "redis://:hush@cache:6379 is away | redis://:***@cache:6379 is away",
                "GET /api/v1/streaming?access_token=hush&stream=user | GET /api/v1/streaming?access_token=***&stream=user",
                "password=hush&grant_type=password | password=***&grant_type=password",
                "{\"client_secret\": \"hush\", \"a\": 1} | {\"client_secret\": \"***\", \"a\": 1}",
                "SKEIN_PROVISIONING_TOKEN=hush and more | SKEIN_PROVISIONING_TOKEN=*** and more",
                "client-secret: hush | client-secret: ***",
                "{\"id_token\": \"hush\"} | {\"id_token\": \"***\"}",
                "Authorization: Bearer hushhushhushhushhush | Authorization: Bearer ***",
                "Authorization=Basic aHVzaDpodXNoaHVzaA== | Authorization=Basic ***",
                "the bearer of this message | the bearer of this message",
                "https://skein.example/@alice | https://skein.example/@alice",
                "http://localhost:8080/@alice | http://localhost:8080/@alice"
            })
    void secrets_are_masked_and_the_rest_is_unchanged(String text, String shown) {
        assertThat(SecretMasker.redact(text)).isEqualTo(shown);
    }
}
