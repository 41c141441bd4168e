package social.skein.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.account.AccountViews;
import social.skein.http.PublicUrl;

/** Fuzzes the HTML of posts, which must contain only the tags and attributes listed here. */
public final class StatusTextFuzz {
    private static final int MAX_LENGTH = 5_000;
    private static final PublicUrl ORIGIN = new PublicUrl("https", "skein.test");
    private static final AccountViews VIEWS = new AccountViews(ORIGIN);
    private static final Pattern TAG = Pattern.compile("<[^>]*>?");
    private static final Pattern ALLOWED = Pattern.compile(
            "<(?:br /|/?p|/span|/a|span"
                    + "(?: (?:class=\"(?:h-card|invisible|ellipsis|)\"|translate=\"no\"))*|a"
                    + "(?: (?:href=\"https?://[^\"<>]*\"|rel=\"(?:nofollow noopener|tag)\"|target=\"_blank\""
                    + "|class=\"(?:u-url mention|mention hashtag)\"))*)>",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY = Pattern.compile("&(?!(?:amp|lt|gt|quot|#39);)");

    private StatusTextFuzz() {}

    public static void run(byte[] input) {
        String source = new String(input, StandardCharsets.UTF_8);
        StatusText text = StatusText.parse(source.substring(0, Math.min(source.length(), MAX_LENGTH)), ORIGIN);
        if (text.length() < 0 || text.length() > MAX_LENGTH) {
            throw new AssertionError("invalid length: " + text.length());
        }
        text.mentionedNames().forEach(name -> {
            if (!name.matches("[a-z0-9_]{1,30}")) {
                throw new AssertionError("invalid mentioned name: " + name);
            }
        });
        checkHtml(text.render(ORIGIN, VIEWS, Map.of("alice", StatusTextTest.account(1, "alice")))
                .html());
    }

    private static void checkHtml(String html) {
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = TAG.matcher(html);
        while (tags.find()) {
            String tag = tags.group();
            if (!ALLOWED.matcher(tag).matches()) {
                throw new AssertionError("tag not allowed: " + tag + " in " + html);
            }
            String name = tag.replaceAll("[</>]|[ ].*", "");
            if (tag.startsWith("</")) {
                if (open.isEmpty() || !open.pop().equals(name)) {
                    throw new AssertionError("not balanced: " + html);
                }
            } else if (!name.equals("br")) {
                open.push(name);
            }
        }
        if (!open.isEmpty()
                || TAG.matcher(html).replaceAll("").contains(">")
                || ENTITY.matcher(html).find()) {
            throw new AssertionError("invalid HTML: " + html);
        }
    }
}
