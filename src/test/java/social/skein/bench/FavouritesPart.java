package social.skein.bench;

import java.util.ArrayList;
import java.util.List;

/** Many people like one post, beside as many likes of many posts: a count that everybody queues for would show. */
final class FavouritesPart implements Part {
    @Override
    public String name() {
        return "favourites";
    }

    @Override
    public String title() {
        return "favourites of one post by many people, beside as many of many posts";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        int number = scene.effort().favourites();
        Crowd fans = Crowd.strangers(stand.stores(), number);
        Crowd.Member author = scene.readers().members().get(0);
        Series many = new Series("favourites, of many posts", stand.meters());
        Series one = new Series("favourites, all of one post", stand.meters());
        String post = Web.post(stand.port(), PostsPart.POST, author.token(), PostsPart.json())
                .getString("id");
        List<String> posts = stand.stores()
                .column(
                        "select id from status where visibility = 'public' and reblog_of_id is null order by id desc limit ?",
                        number);
        posts.remove(post);
        Say.that(number + " favourites of many posts, then of one");
        new Load(stand.port(), requests(Crowd.strangers(stand.stores(), number), posts), Effort.CONNECTIONS).once();
        stand.settle();
        many.round(() -> new Load(stand.port(), requests(fans, posts), Effort.CONNECTIONS).once());
        stand.settle();
        one.round(() -> new Load(stand.port(), requests(fans, List.of(post)), Effort.CONNECTIONS).once());
        stand.settle();
        long counted = Web.json(stand.port(), PostsPart.POST + "/" + post, author.token())
                .getLong("favourites_count");
        return section(one.figure(), many.figure(), posts.size(), counted, number);
    }

    private static List<byte[]> requests(Crowd fans, List<String> posts) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < fans.members().size(); i++) {
            String post = posts.get(i % posts.size());
            requests.add(fans.members().get(i).post("/api/v1/statuses/" + post + "/favourite", "{}"));
        }
        return requests;
    }

    private Section section(Figure one, Figure many, int posts, long counted, int given) {
        return Section.of(
                this,
                "the client, Skein with all roles, PostgreSQL, Redis and Kafka",
                List.of(
                        one,
                        many,
                        Figure.ratio("of one post / of many posts", one.value(), many.value()),
                        Figure.amount("favourites that are not in the count afterwards", given - counted, "")
                                .aimedAt(Figure.Aim.atMost(0))),
                List.of(String.format("%,d people, each likes one post; %,d posts are many", given, posts)));
    }
}
