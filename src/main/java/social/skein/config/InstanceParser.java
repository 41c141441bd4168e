package social.skein.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import social.skein.model.Graphemes;

/** Parses and validates the section {@code instance}. */
final class InstanceParser {
    private static final int MAX_TITLE = 100;
    private static final int MAX_DESCRIPTION = 1_000;
    private static final int MAX_RULE = 1_000;
    private static final int MAX_RULES = 100;
    private static final int MAX_URL = 2_000;

    /** A page of a timeline has 40 posts, and all of them together are one response. */
    private static final int MAX_POST = 10_000;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}<>]{1,64}@[^@\\s\\p{Cntrl}<>]{1,255}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    private final Settings settings;

    InstanceParser(Settings settings) {
        this.settings = settings;
    }

    /** @param domain the title if none is set */
    Config.Instance parse(String domain) {
        String title = text("instance.title", MAX_TITLE);
        return new Config.Instance(
                title.isEmpty() ? domain : title,
                text("instance.description", MAX_DESCRIPTION),
                contactEmail(),
                rules(),
                url("instance.privacy-policy-url"),
                url("instance.terms-of-service-url"),
                languages(),
                new SettingParser(settings.get("instance.max-characters")).intBetween(1, MAX_POST));
    }

    private String text(String key, int maxCharacters) {
        Setting setting = settings.get(key);
        // An unquoted text with commas is still one text: only a list has several values.
        String text = setting.text().strip();
        if (setting.isList() || !isText(text, maxCharacters)) {
            throw setting.invalid("a text of at most " + maxCharacters + " characters");
        }
        return text;
    }

    private String contactEmail() {
        Setting setting = settings.get("instance.contact-email");
        String address = setting.text().strip();
        if (!address.isEmpty() && !EMAIL.matcher(address).matches()) {
            throw setting.invalid("an e-mail address like admin@skein.example, or empty");
        }
        return address;
    }

    private List<String> rules() {
        Setting setting = settings.get("instance.rules");
        List<String> rules = lines(setting);
        if (rules.size() > MAX_RULES || !rules.stream().allMatch(rule -> isText(rule, MAX_RULE))) {
            throw setting.invalid(
                    "a list of at most " + MAX_RULES + " texts of at most " + MAX_RULE + " characters each");
        }
        return rules;
    }

    /** The entries of a list of sentences, which may contain commas. */
    private static List<String> lines(Setting setting) {
        if (!setting.isList() && !setting.text().strip().contains("\n")) {
            return setting.entries();
        }
        Stream<String> lines =
                setting.isList() ? setting.values().stream() : setting.text().lines();
        return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private Optional<String> url(String key) {
        Setting setting = settings.get(key);
        String url = setting.text().strip();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!isWebAddress(url)) {
            throw setting.invalid("an address like https://example.com/terms, or empty");
        }
        return Optional.of(url);
    }

    private static boolean isWebAddress(String url) {
        try {
            URI uri = new URI(url);
            return url.length() <= MAX_URL
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private List<String> languages() {
        Setting setting = settings.get("instance.languages");
        List<String> languages = setting.entries();
        if (languages.isEmpty()
                || !languages.stream().allMatch(code -> LANGUAGE.matcher(code).matches())) {
            throw setting.invalid("a list of language codes like en, de or pt-BR");
        }
        return languages;
    }

    private static boolean isText(String text, int maxCharacters) {
        return Graphemes.count(text) <= maxCharacters
                && text.codePoints().noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
}
