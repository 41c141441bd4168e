package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What apps ask of a server, all of it mixed: mostly home, some of the rest, a search now and then, and rarely a post. */
final class AppRequests {
    private static final int HOME = 24;
    private static final int OTHERS = 5;

    /** Of readers, who writes something. */
    private static final int ONE_OF = 10;

    /** Which part of all requests writes something. */
    static final double WRITES = 1.0 / ((HOME + 3 * OTHERS + 1) * ONE_OF);

    private AppRequests() {}

    /** Forty requests of each reader, in no order. */
    static List<byte[]> of(Stores stores, Crowd readers) {
        List<String> statuses =
                stores.column("select id from status where visibility = 'public' order by id desc limit 100");
        List<String> authors =
                stores.column("select account_id from status group by 1 order by count(*) desc limit 20");
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < readers.members().size(); i++) {
            Crowd.Member reader = readers.members().get(i);
            requests.addAll(Collections.nCopies(HOME, reader.get(VisiblePart.HOME)));
            for (int j = 0; j < OTHERS; j++) {
                String status = statuses.get((i * OTHERS + j) % statuses.size());
                String author = authors.get((i * OTHERS + j) % authors.size());
                requests.add(reader.get("/api/v1/notifications?limit=20"));
                requests.add(reader.get("/api/v1/statuses/" + status + "/context"));
                requests.add(reader.get("/api/v1/accounts/" + author + "/statuses?limit=20"));
            }
            requests.add(i % ONE_OF == 0 ? PostsPart.post(reader) : reader.get("/api/v2/search?q=morning&limit=20"));
        }
        Collections.shuffle(requests, new Random(1));
        return requests;
    }
}
