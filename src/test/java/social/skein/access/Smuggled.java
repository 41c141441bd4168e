package social.skein.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import social.skein.support.Deployment;
import social.skein.support.Documented;

/** Whatever any answer says or any row holds, as if a client might set it. */
final class Smuggled {
    /** Good as an id, a number, a text and a yes. */
    static final String VALUE = "3133731337313373";

    private static final String COLUMNS =
            "select distinct column_name from information_schema.columns where table_schema = 'public'";

    private final Set<String> names = new TreeSet<>();

    Smuggled(Deployment deployment) {
        names.addAll(deployment.sql(COLUMNS));
        Documented.document()
                .path("components")
                .path("schemas")
                .findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(names::add));
    }

    /** The body with all of that, but for what the operation does take, or refuses as there is none of it. */
    String with(Trial trial, String body) {
        JsonObject whole = new JsonObject(body);
        Set<String> taken = new HashSet<>(Set.of("media_ids"));
        JsonNode operation = Documented.document()
                .path("paths")
                .path(trial.path())
                .path(trial.method().toLowerCase(Locale.ROOT));
        operation
                .at("/requestBody/content/application~1json/schema/properties")
                .fieldNames()
                .forEachRemaining(taken::add);
        names.stream().filter(name -> !taken.contains(name)).forEach(name -> whole.put(name, VALUE));
        return whole.encode();
    }
}
