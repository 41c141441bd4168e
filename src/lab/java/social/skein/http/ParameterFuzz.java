package social.skein.http;

import java.util.List;
import java.util.function.Consumer;
import social.skein.model.PageLimits;
import social.skein.model.Problem;

/** Any parameters can be read in every way, or are rejected with a {@link Problem}. */
public final class ParameterFuzz {
    private static final List<Consumer<Params>> READERS = List.of(
            params -> params.text("a"),
            params -> params.isCleared("a"),
            params -> params.list("a"),
            params -> params.list("media_ids"),
            params -> params.nested("a").text("b"),
            params -> params.nested("poll").list("options"),
            params -> params.nestedList("fields_attributes").forEach(group -> group.text("name")),
            params -> params.flag("a", false),
            params -> params.integer("limit"),
            Params::offset,
            params -> params.pageRequest(PageLimits.STATUSES));

    private ParameterFuzz() {}

    public static void run(byte[] input) {
        Params params;
        try {
            params = ParamParser.parse(FuzzRequest.parse(input).routingContext());
        } catch (Problem rejected) {
            return;
        }
        readAll(params);
    }

    /** Reads the parameters in every way; any exception other than a {@link Problem} is thrown on. */
    static void readAll(Params params) {
        for (Consumer<Params> reader : READERS) {
            try {
                reader.accept(params);
            } catch (Problem rejected) {
                // A valid outcome: the client gets an error response.
            }
        }
    }
}
