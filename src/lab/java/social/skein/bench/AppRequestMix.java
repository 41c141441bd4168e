package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The request mix of apps: mostly home, some other reads, occasional searches, and few posts. */
final class AppRequestMix {
    private static final int HOME_REQUESTS = 24;
    private static final int REQUESTS_PER_OTHER_KIND = 5;

    /** One reader in this many posts. */
    private static final int READERS_PER_WRITER = 10;

    /** The share of writes among all requests. */
    static final double WRITE_SHARE = 1.0 / ((HOME_REQUESTS + 3 * REQUESTS_PER_OTHER_KIND + 1) * READERS_PER_WRITER);

    private AppRequestMix() {}

    /** Returns forty requests per reader, in random order. */
    static List<byte[]> generate(StoreAccess stores, BenchUsers readers) {
        List<String> statuses =
                stores.queryColumn("select id from status where visibility = 'public' order by id desc limit 100");
        List<String> authors =
                stores.queryColumn("select account_id from status group by 1 order by count(*) desc limit 20");
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < readers.users().size(); i++) {
            BenchUsers.BenchUser reader = readers.users().get(i);
            requests.addAll(Collections.nCopies(HOME_REQUESTS, reader.get(DeliveryLatencyScenario.HOME_PATH)));
            for (int j = 0; j < REQUESTS_PER_OTHER_KIND; j++) {
                String status = statuses.get((i * REQUESTS_PER_OTHER_KIND + j) % statuses.size());
                String author = authors.get((i * REQUESTS_PER_OTHER_KIND + j) % authors.size());
                requests.add(reader.get("/api/v1/notifications?limit=20"));
                requests.add(reader.get("/api/v1/statuses/" + status + "/context"));
                requests.add(reader.get("/api/v1/accounts/" + author + "/statuses?limit=20"));
            }
            requests.add(
                    i % READERS_PER_WRITER == 0
                            ? PostsScenario.post(reader)
                            : reader.get("/api/v2/search?q=morning&limit=20"));
        }
        Collections.shuffle(requests, new Random(1));
        return requests;
    }
}
