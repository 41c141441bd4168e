package social.skein.http;

import java.util.List;
import java.util.function.Consumer;
import social.skein.model.Problem;

/** However parameters come, they can be asked for in every way or are refused as malformed. */
public final class ParameterFood {
    private static final List<Consumer<Params>> QUESTIONS = List.of(
            params -> params.text("a"),
            params -> params.clears("a"),
            params -> params.list("a"),
            params -> params.list("media_ids"),
            params -> params.nested("a").text("b"),
            params -> params.nested("poll").list("options"),
            params -> params.groups("fields_attributes").forEach(group -> group.text("name")),
            params -> params.flag("a", false),
            params -> params.integer("limit"),
            Params::offset,
            params -> params.window(20, 40));

    private ParameterFood() {}

    public static void eat(byte[] input) {
        Params params;
        try {
            params = ParamTree.of(Food.of(input).context());
        } catch (Problem refused) {
            return;
        }
        ask(params);
    }

    /** Asks for them in every way; who does not give an answer or a refusal throws. */
    static void ask(Params params) {
        for (Consumer<Params> question : QUESTIONS) {
            try {
                question.accept(params);
            } catch (Problem refused) {
                // That is an answer.
            }
        }
    }
}
