package social.skein.http;

import java.util.List;
import java.util.regex.Pattern;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** A window is one whatever its bounds are, and the Link header is one line that clients can take apart by hand. */
public final class CursorFuzz {
    private static final Pattern LINK =
            Pattern.compile("(?:<https://skein\\.test/[!-~&&[^,;<>\"]]*max_id=[0-9]+>; rel=\"next\", )?"
                    + "<https://skein\\.test/[!-~&&[^,;<>\"]]*min_id=[0-9]+>; rel=\"prev\"");

    private CursorFuzz() {}

    public static void run(byte[] input) {
        FuzzRequest food = FuzzRequest.parse(input);
        try {
            PageRequest window = ParamParser.parse(food.routingContext()).pageRequest(20, 40);
            if (window.limit() < 1 || window.limit() > 40 || window.lowerBound() < 0 || window.upperBound() < 0) {
                throw new AssertionError("no window: " + window);
            }
            String link = LinkHeader.forPage(
                            new Page<>(List.of(1), 7, 5, input.length % 2 == 0),
                            "https://skein.test",
                            food.routingContext())
                    .orElseThrow();
            if (!LINK.matcher(link).matches() || link.matches(".*[?&]access_token=.*")) {
                throw new AssertionError("no Link header: " + link);
            }
        } catch (Problem refused) {
            // That is an answer.
        }
    }
}
