package social.skein.marker;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Problem;

/** The markers of the signed-in account, under {@code /api/v1/markers}. */
public final class MarkerRoutes {
    private final Markers markers;

    public MarkerRoutes(Markers markers) {
        this.markers = markers;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/markers", Access.user(Scope.READ_STATUSES), this::show)
                .post("/api/v1/markers", Access.user(Scope.WRITE_STATUSES), this::save);
    }

    private Future<Map<String, MarkerView>> show(Request request) {
        List<String> names = request.params().list("timeline");
        List<MarkerTimeline> timelines = Arrays.stream(MarkerTimeline.values())
                .filter(timeline -> names.contains(timeline.toString()))
                .toList();
        return timelines.isEmpty() ? Future.succeededFuture(Map.of()) : markers.find(request.account(), timelines);
    }

    private Future<Map<String, MarkerView>> save(Request request) {
        Map<MarkerTimeline, Long> positions = new EnumMap<>(MarkerTimeline.class);
        for (MarkerTimeline timeline : MarkerTimeline.values()) {
            Params marker = request.params().nested(timeline.toString());
            marker.nonBlank("last_read_id").ifPresent(text -> positions.put(timeline, parseLastReadId(timeline, text)));
        }
        return positions.isEmpty() ? Future.succeededFuture(Map.of()) : markers.save(request.account(), positions);
    }

    private static long parseLastReadId(MarkerTimeline timeline, String text) {
        if (!text.matches("[0-9]{1,18}|[0-8][0-9]{18}")) {
            throw new Problem.Malformed(
                    "Parameter " + timeline + "[last_read_id] should be an id, which is decimal digits");
        }
        return Long.parseLong(text);
    }
}
