package social.skein.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.http.UrlDetector;
import social.skein.tag.Hashtag;

/**
 * Splits a text into tokens, from left to right. It never goes back over a consumed character, so the cost is linear for
 * hostile texts too.
 */
final class TextTokenizer {
    private static final int MAX_NAME_LENGTH = 30;

    private final String text;
    private final String domain;
    private final List<TextToken> tokens = new ArrayList<>();
    private int position;
    private int plainStart;

    private TextTokenizer(String text, String domain) {
        this.text = text;
        this.domain = domain;
    }

    /**
     * The tokens of a text; concatenated, they are the text.
     *
     * @param domain the domain of this server: {@code @name@domain} is the same as {@code @name}
     */
    static List<TextToken> tokenize(String text, String domain) {
        TextTokenizer tokenizer = new TextTokenizer(text, domain);
        for (UrlDetector.Span link : UrlDetector.find(text)) {
            tokenizer.scan(link.begin());
            tokenizer.add(new TextToken.Link(text.substring(link.begin(), link.end())), link.end());
        }
        tokenizer.scan(text.length());
        return tokenizer.tokens;
    }

    private void scan(int end) {
        while (position < end) {
            char c = text.charAt(position);
            if (c == '@' && isAtBoundary()) {
                scanMention(end);
            } else if ((c == '#' || c == '\uff03') && isAtBoundary()) {
                scanTag(end);
            } else {
                position++;
            }
        }
        flushPlain(end);
    }

    /** Whether an at or number sign here starts a token; inside a word, an e-mail address or a path it does not. */
    private boolean isAtBoundary() {
        if (position == 0) {
            return true;
        }
        int before = text.codePointBefore(position);
        return !Hashtag.isWordCharacter(before) && before != '/' && before != '=' && before != '&';
    }

    private void scanMention(int end) {
        int nameEnd = position + 1;
        while (nameEnd < end && isNameChar(text.charAt(nameEnd))) {
            nameEnd++;
        }
        int length = nameEnd - position - 1;
        if (length == 0 || length > MAX_NAME_LENGTH) {
            position = nameEnd;
            return;
        }
        String name = text.substring(position + 1, nameEnd);
        int hostEnd = hostEnd(nameEnd, end);
        if (hostEnd == nameEnd) {
            add(new TextToken.Mention(text.substring(position, nameEnd), name, true), nameEnd);
            return;
        }
        int portEnd = portEnd(hostEnd, end);
        boolean withPort = text.substring(nameEnd + 1, portEnd).equalsIgnoreCase(domain);
        boolean local = withPort || text.substring(nameEnd + 1, hostEnd).equalsIgnoreCase(domain);
        int mentionEnd = withPort ? portEnd : hostEnd;
        add(new TextToken.Mention(text.substring(position, mentionEnd), name, local), mentionEnd);
    }

    /** The end of the host after a second at sign, or {@code from} if there is none. */
    private int hostEnd(int from, int end) {
        if (from >= end || text.charAt(from) != '@') {
            return from;
        }
        int last = from + 1;
        while (last < end && isHostChar(text.charAt(last))) {
            last++;
        }
        while (last > from + 1 && !Character.isLetterOrDigit(text.charAt(last - 1))) {
            last--;
        }
        return last == from + 1 ? from : last;
    }

    private int portEnd(int from, int end) {
        int last = from;
        if (last < end && text.charAt(last) == ':') {
            last++;
            while (last < end && last - from <= 5 && isDigit(text.charAt(last))) {
                last++;
            }
        }
        return last;
    }

    private void scanTag(int end) {
        int wordEnd = Hashtag.findEnd(text, position + 1, end);
        String word = text.substring(position + 1, wordEnd);
        Optional<String> name = Hashtag.canonicalName(word);
        if (name.isPresent()) {
            add(new TextToken.Tag(text.substring(position, wordEnd), name.get()), wordEnd);
        } else {
            position++;
        }
    }

    private void add(TextToken token, int end) {
        flushPlain(position);
        tokens.add(token);
        position = end;
        plainStart = end;
    }

    private void flushPlain(int end) {
        if (plainStart < end) {
            tokens.add(new TextToken.Plain(text.substring(plainStart, end)));
        }
        plainStart = end;
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    private static boolean isHostChar(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
