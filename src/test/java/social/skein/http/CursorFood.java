package social.skein.http;

import java.util.List;
import java.util.regex.Pattern;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.Window;

/** A window is one whatever its bounds are, and the Link header is one line that clients can take apart by hand. */
public final class CursorFood {
    private static final Pattern LINK =
            Pattern.compile("(?:<https://skein\\.test/[!-~&&[^,;<>\"]]*max_id=[0-9]+>; rel=\"next\", )?"
                    + "<https://skein\\.test/[!-~&&[^,;<>\"]]*min_id=[0-9]+>; rel=\"prev\"");

    private CursorFood() {}

    public static void eat(byte[] input) {
        Food food = Food.of(input);
        try {
            Window window = ParamTree.of(food.context()).window(20, 40);
            if (window.limit() < 1 || window.limit() > 40 || window.above() < 0 || window.below() < 0) {
                throw new AssertionError("no window: " + window);
            }
            String link = Links.of(
                            new Page<>(List.of(1), 7, 5, input.length % 2 == 0), "https://skein.test", food.context())
                    .orElseThrow();
            if (!LINK.matcher(link).matches() || link.matches(".*[?&]access_token=.*")) {
                throw new AssertionError("no Link header: " + link);
            }
        } catch (Problem refused) {
            // That is an answer.
        }
    }
}
