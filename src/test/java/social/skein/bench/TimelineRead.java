package social.skein.bench;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The timelines that are read, 20 entries each, each by somebody who is signed in. */
enum TimelineRead {
    HOME("home timeline") {
        @Override
        List<String> paths(StoreAccess stores) {
            return List.of("/api/v1/timelines/home?limit=20");
        }
    },
    ACCOUNT("timelines of the 20 who write most") {
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

    /** One request of each reader, and round the paths. */
    List<byte[]> requests(StoreAccess stores, BenchUsers readers) {
        List<String> paths = paths(stores);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < readers.users().size(); i++) {
            requests.add(readers.users().get(i).get(paths.get(i % paths.size())));
        }
        return requests;
    }

    /** Of some answers the one whose size is nearest to their mean. */
    HttpResponse<byte[]> typicalResponse(BenchDeployment stand, BenchUsers readers) {
        List<String> paths = paths(stand.stores());
        List<HttpResponse<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES, readers.users().size()); i++) {
            answers.add(HttpCalls.get(
                    stand.port(),
                    paths.get(i % paths.size()),
                    readers.users().get(i).token()));
        }
        double mean = answers.stream()
                .mapToInt(answer -> answer.body().length)
                .average()
                .orElseThrow();
        return Collections.min(answers, Comparator.comparing(answer -> Math.abs(answer.body().length - mean)));
    }
}
