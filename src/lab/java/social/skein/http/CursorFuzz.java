package social.skein.http;

import java.util.List;
import java.util.regex.Pattern;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** Any cursors yield a valid page request or a {@link Problem}, and a Link header that simple clients can parse. */
public final class CursorFuzz {
    private static final Pattern LINK =
            Pattern.compile("(?:<https://skein\\.test/[!-~&&[^,;<>\"]]*max_id=[0-9]+>; rel=\"next\", )?"
                    + "<https://skein\\.test/[!-~&&[^,;<>\"]]*min_id=[0-9]+>; rel=\"prev\"");

    private CursorFuzz() {}

    public static void run(byte[] input) {
        FuzzRequest request = FuzzRequest.parse(input);
        try {
            PageRequest page = ParamParser.parse(request.routingContext()).pageRequest(PageLimits.STATUSES);
            if (page.limit() < 1 || page.limit() > 40 || page.lowerBound() < 0 || page.upperBound() < 0) {
                throw new AssertionError("invalid page request: " + page);
            }
            String link = LinkHeader.forPage(
                            new Page<>(List.of(1), 7, 5, input.length % 2 == 0),
                            "https://skein.test",
                            request.routingContext())
                    .orElseThrow();
            if (!LINK.matcher(link).matches() || link.matches(".*[?&]access_token=.*")) {
                throw new AssertionError("invalid Link header: " + link);
            }
        } catch (Problem rejected) {
            // A valid outcome: the client gets an error response.
        }
    }
}
