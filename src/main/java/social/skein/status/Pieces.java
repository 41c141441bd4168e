package social.skein.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.http.WebAddresses;
import social.skein.tag.Hashtag;

/**
 * Takes a text apart, from the left to the right. It never looks twice at a character it has passed, so a hostile text costs
 * what any text of its length costs.
 */
final class Pieces {
    private static final int LONGEST_NAME = 30;

    private final String text;
    private final String domain;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private int plainFrom;

    private Pieces(String text, String domain) {
        this.text = text;
        this.domain = domain;
    }

    /**
     * The pieces of a text; what they hold, one after the other, is the text.
     *
     * @param domain this deployment's: {@code @name@domain} is {@code @name}
     */
    static List<Piece> of(String text, String domain) {
        Pieces pieces = new Pieces(text, domain);
        for (WebAddresses.Span link : WebAddresses.in(text)) {
            pieces.scan(link.begin());
            pieces.add(new Piece.Link(text.substring(link.begin(), link.end())), link.end());
        }
        pieces.scan(text.length());
        return pieces.pieces;
    }

    private void scan(int end) {
        while (at < end) {
            char c = text.charAt(at);
            if (c == '@' && mayBegin()) {
                mention(end);
            } else if ((c == '#' || c == '\uff03') && mayBegin()) {
                tag(end);
            } else {
                at++;
            }
        }
        plain(end);
    }

    /** Inside of a word, an e-mail address or a path, these signs mean something else. */
    private boolean mayBegin() {
        if (at == 0) {
            return true;
        }
        int before = text.codePointBefore(at);
        return !Hashtag.isOfWord(before) && before != '/' && before != '=' && before != '&';
    }

    private void mention(int end) {
        int nameEnd = at + 1;
        while (nameEnd < end && isOfName(text.charAt(nameEnd))) {
            nameEnd++;
        }
        int length = nameEnd - at - 1;
        if (length == 0 || length > LONGEST_NAME) {
            at = nameEnd;
            return;
        }
        String name = text.substring(at + 1, nameEnd);
        int hostEnd = hostEnd(nameEnd, end);
        if (hostEnd == nameEnd) {
            add(new Piece.Mention(text.substring(at, nameEnd), name, true), nameEnd);
            return;
        }
        int portEnd = portEnd(hostEnd, end);
        boolean withPort = text.substring(nameEnd + 1, portEnd).equalsIgnoreCase(domain);
        boolean here = withPort || text.substring(nameEnd + 1, hostEnd).equalsIgnoreCase(domain);
        int mentionEnd = withPort ? portEnd : hostEnd;
        add(new Piece.Mention(text.substring(at, mentionEnd), name, here), mentionEnd);
    }

    /** Where the host after a second at sign ends; {@code from} itself where there is none. */
    private int hostEnd(int from, int end) {
        if (from >= end || text.charAt(from) != '@') {
            return from;
        }
        int last = from + 1;
        while (last < end && isOfHost(text.charAt(last))) {
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

    private void tag(int end) {
        int wordEnd = Hashtag.end(text, at + 1, end);
        String word = text.substring(at + 1, wordEnd);
        Optional<String> name = Hashtag.of(word);
        if (name.isPresent()) {
            add(new Piece.Tag(text.substring(at, wordEnd), name.get()), wordEnd);
        } else {
            at++;
        }
    }

    private void add(Piece piece, int end) {
        plain(at);
        pieces.add(piece);
        at = end;
        plainFrom = end;
    }

    private void plain(int end) {
        if (plainFrom < end) {
            pieces.add(new Piece.Plain(text.substring(plainFrom, end)));
        }
        plainFrom = end;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    private static boolean isOfHost(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
