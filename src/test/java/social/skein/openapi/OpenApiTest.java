package social.skein.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import social.skein.http.Scope;
import social.skein.support.OpenApiConformance;

/** Tests that the OpenAPI document is valid OpenAPI 3.1 without dangling references. */
class OpenApiTest {
    private static final JsonNode DOCUMENT = OpenApiConformance.document();

    @Test
    void the_document_is_valid_openapi() {
        JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaMappers(
                        mappers -> mappers.mapPrefix("https://spec.openapis.org", "classpath:spec.openapis.org")));
        var official = schemas.getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2022-10-07"));

        assertThat(official.validate(DOCUMENT)).isEmpty();
    }

    @Test
    void all_references_resolve_and_all_schemas_are_used() {
        Set<String> references =
                DOCUMENT.findValuesAsText("$ref").stream().collect(Collectors.toCollection(TreeSet::new));
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference + " does not resolve")
                        .isFalse());
        DOCUMENT.path("components")
                .path("schemas")
                .fieldNames()
                .forEachRemaining(name ->
                        assertThat(references).as("Unused schema " + name).contains("#/components/schemas/" + name));
    }

    @Test
    void the_documented_scopes_match_the_code() {
        Set<String> documented = new HashSet<>();
        DOCUMENT.at("/components/securitySchemes/oauth/flows/authorizationCode/scopes")
                .fieldNames()
                .forEachRemaining(documented::add);

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Scope.values()).map(Scope::toString).toList());
    }
}
