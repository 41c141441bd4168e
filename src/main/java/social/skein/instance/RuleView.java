package social.skein.instance;

import java.util.Map;

/**
 * A rule in the client API.
 *
 * @param id its number, from 1
 * @param hint a longer explanation; always empty
 * @param translations always empty
 */
record RuleView(String id, String text, String hint, Map<String, String> translations) {
    static RuleView of(int number, String text) {
        return new RuleView(Integer.toString(number), text, "", Map.of());
    }
}
