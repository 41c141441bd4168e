package social.skein.bench;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Reads of 20 entries of a timeline by signed-in accounts. */
enum TimelineRead {
    HOME("home timeline") {
        @Override
        List<String> paths(StoreAccess stores) {
            return List.of("/api/v1/timelines/home?limit=20");
        }
    },
    ACCOUNT("timelines of the 20 accounts with the most posts") {
        @Override
        List<String> paths(StoreAccess stores) {
            return stores
                    .queryColumn("select account_id from status group by 1 order by count(*) desc limit 20")
                    .stream()
                    .map(author -> "/api/v1/accounts/" + author + "/statuses?limit=20")
                    .toList();
        }
    },
    PUBLIC("public timeline") {
        @Override
        List<String> paths(StoreAccess stores) {
            return List.of("/api/v1/timelines/public?limit=20");
        }
    },
    TAG("timelines of the 5 most used hashtags") {
        @Override
        List<String> paths(StoreAccess stores) {
            return stores.queryColumn("select tag from status_tag group by 1 order by count(*) desc limit 5").stream()
                    .map(tag -> "/api/v1/timelines/tag/" + tag + "?limit=20")
                    .toList();
        }
    };

    private static final int SAMPLES = 40;

    private final String title;

    TimelineRead(String title) {
        this.title = title;
    }

    abstract List<String> paths(StoreAccess stores);

    String title() {
        return title;
    }

    /** Returns one request per reader, with the paths in turn. */
    List<byte[]> requests(StoreAccess stores, BenchUsers readers) {
        List<String> paths = paths(stores);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < readers.users().size(); i++) {
            requests.add(readers.users().get(i).get(paths.get(i % paths.size())));
        }
        return requests;
    }

    /** Returns the response of a sample whose size is closest to the mean. */
    HttpResponse<byte[]> typicalResponse(BenchDeployment deployment, BenchUsers readers) {
        List<String> paths = paths(deployment.stores());
        List<HttpResponse<byte[]>> responses = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES, readers.users().size()); i++) {
            responses.add(HttpCalls.get(
                    deployment.port(),
                    paths.get(i % paths.size()),
                    readers.users().get(i).token()));
        }
        double mean = responses.stream()
                .mapToInt(response -> response.body().length)
                .average()
                .orElseThrow();
        return Collections.min(responses, Comparator.comparing(response -> Math.abs(response.body().length - mean)));
    }
}
