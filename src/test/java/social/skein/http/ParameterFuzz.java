package social.skein.http;

import java.util.List;
import java.util.function.Consumer;
import social.skein.model.Problem;

/** However parameters come, they can be asked for in every way or are refused as malformed. */
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
            params -> params.pageRequest(20, 40));

    private ParameterFuzz() {}

    public static void run(byte[] input) {
        Params params;
        try {
            params = ParamParser.parse(FuzzRequest.parse(input).routingContext());
        } catch (Problem refused) {
            return;
        }
        readAll(params);
    }

    /** Asks for them in every way; who does not give an answer or a refusal throws. */
    static void readAll(Params params) {
        for (Consumer<Params> question : READERS) {
            try {
                question.accept(params);
            } catch (Problem refused) {
                // That is an answer.
            }
        }
    }
}
