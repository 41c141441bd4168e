package social.skein.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import social.skein.support.OpenApiConformance;
import social.skein.support.TestDeployment;

/** Bodies with a value for each member of any response and each column of any table. */
final class MassAssignment {
    /** Valid as an id, a number, a text and a boolean. */
    static final String INJECTED_VALUE = "3133731337313373";

    private static final String COLUMNS =
            "select distinct column_name from information_schema.columns where table_schema = 'public'";

    private final Set<String> fieldNames = new TreeSet<>();

    MassAssignment(TestDeployment deployment) {
        fieldNames.addAll(deployment.sql(COLUMNS));
        OpenApiConformance.document()
                .path("components")
                .path("schemas")
                .findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(fieldNames::add));
    }

    /** Adds all names to the body, except the parameters that the operation accepts. */
    String addTo(AccessCase testCase, String body) {
        JsonObject whole = new JsonObject(body);
        Set<String> accepted = new HashSet<>(Set.of("media_ids"));
        // Pictures are rejected, not ignored.
        accepted.addAll(Set.of("avatar", "header"));
        JsonNode operation = OpenApiConformance.document()
                .path("paths")
                .path(testCase.path())
                .path(testCase.method().toLowerCase(Locale.ROOT));
        operation
                .at("/requestBody/content/application~1json/schema/properties")
                .fieldNames()
                .forEachRemaining(accepted::add);
        fieldNames.stream().filter(name -> !accepted.contains(name)).forEach(name -> whole.put(name, INJECTED_VALUE));
        return whole.encode();
    }
}
