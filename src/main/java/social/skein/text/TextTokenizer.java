package social.skein.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.http.UrlDetector;
import social.skein.tag.Hashtag;

/**
 * Splits a text into tokens, from left to right. It never goes back over a consumed character, so the cost is linear
 * for hostile texts too.
 */
final class TextTokenizer {
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
        Handle handle = Handle.at(text, position, end, domain);
        if (handle.isMention()) {
            add(
                    new TextToken.Mention(text.substring(position, handle.end()), handle.name(), handle.isLocal()),
                    handle.end());
        } else {
            position = handle.end();
        }
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
}
