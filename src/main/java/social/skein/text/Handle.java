package social.skein.text;

/**
 * The handle that begins with an at sign in a text: {@code @name}, or {@code @name@domain}.
 *
 * <p>A private post is visible to the accounts that it mentions, so a handle of another server must never be read as a
 * shorter local one. Other servers allow more characters in names than this one: {@code @alice.smith@elsewhere.example}
 * is not {@code @alice}. When in doubt, a handle names no account.
 *
 * @param name the local part
 * @param end the position after the handle
 * @param kind where the account is
 */
record Handle(String name, int end, Kind kind) {
    private static final int MAX_NAME_LENGTH = 30;

    enum Kind {
        LOCAL,
        REMOTE,
        /** Not a handle; the text up to its end is plain text. */
        NONE
    }

    boolean isMention() {
        return kind != Kind.NONE;
    }

    boolean isLocal() {
        return kind == Kind.LOCAL;
    }

    /**
     * Reads the handle whose at sign is at {@code start}. The cost is linear in its length.
     *
     * @param limit the position after the last character that may belong to it
     * @param domain the domain of this server, with its port if it has one: {@code @name@domain} is the same as {@code
     *     @name}
     */
    static Handle at(String text, int start, int limit, String domain) {
        int nameEnd = start + 1;
        while (nameEnd < limit && isNameChar(text.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = text.substring(start + 1, nameEnd);
        boolean valid = !name.isEmpty() && name.length() <= MAX_NAME_LENGTH;
        int runEnd = runEnd(text, nameEnd, limit);
        if (!containsAtSign(text, nameEnd, runEnd)) {
            boolean local = valid && !continuesName(text, nameEnd, runEnd);
            return new Handle(name, nameEnd, local ? Kind.LOCAL : Kind.NONE);
        }
        int domainEnd = nameEnd + 1 + domain.length();
        if (valid
                && text.charAt(nameEnd) == '@'
                && domainEnd <= limit
                && text.regionMatches(true, nameEnd + 1, domain, 0, domain.length())
                && !continuesDomain(text, domainEnd, limit)
                && !containsAtSign(text, domainEnd, runEnd)) {
            return new Handle(name, domainEnd, Kind.LOCAL);
        }
        int hostEnd = valid && text.charAt(nameEnd) == '@' ? trimmedEnd(text, nameEnd + 1, runEnd) : nameEnd;
        return hostEnd > nameEnd + 1 && !containsAtSign(text, nameEnd + 1, hostEnd)
                ? new Handle(name, hostEnd, Kind.REMOTE)
                : new Handle(name, runEnd, Kind.NONE);
    }

    /** Whether the name continues here with characters that names on other servers may have. */
    private static boolean continuesName(String text, int nameEnd, int runEnd) {
        if (nameEnd >= runEnd) {
            return false;
        }
        int next = text.codePointAt(nameEnd);
        if (next == '.' || next == '-' || next == ':') {
            return nameEnd + 1 < runEnd && isLatin(text.codePointAt(nameEnd + 1));
        }
        return Character.getType(next) == Character.NON_SPACING_MARK || isLatin(next);
    }

    /** Whether it is a letter of the Latin script, a digit or an underscore. */
    private static boolean isLatin(int c) {
        return c == '_'
                || Character.isDigit(c)
                || (Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    }

    /** Whether a longer domain or another port begins here; punctuation that ends a sentence continues nothing. */
    private static boolean continuesDomain(String text, int domainEnd, int limit) {
        int next = domainEnd;
        while (next < limit && (text.charAt(next) == '.' || text.charAt(next) == '-' || text.charAt(next) == ':')) {
            next++;
        }
        return next < limit && isHostChar(text.codePointAt(next));
    }

    /** The end without the punctuation behind a host. */
    private static int trimmedEnd(String text, int from, int runEnd) {
        int last = from;
        int hostEnd = from;
        while (last < runEnd) {
            int c = text.codePointAt(last);
            if (!isHostChar(c) && c != '.' && c != '-' && !isAtSign(c)) {
                break;
            }
            last += Character.charCount(c);
            hostEnd = isHostChar(c) || isAtSign(c) ? last : hostEnd;
        }
        return hostEnd;
    }

    /** The end of the characters that may belong to one handle, on this server or another. */
    private static int runEnd(String text, int from, int limit) {
        int last = from;
        while (last < limit && !isSeparator(text.codePointAt(last))) {
            last += Character.charCount(text.codePointAt(last));
        }
        return Math.min(last, limit);
    }

    private static boolean isSeparator(int c) {
        if (c < 0x80) {
            return c <= ' ' || ",;!?()[]{}<>\"|/\\".indexOf(c) >= 0;
        }
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION -> true;
            case Character.FINAL_QUOTE_PUNCTUATION -> c != '\u2019';
            case Character.OTHER_PUNCTUATION -> !isAtSign(c) && c != '\u00b7' && c != '\u30fb';
            default -> false;
        };
    }

    private static boolean containsAtSign(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (isAtSign(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The ASCII, small and full-width at signs. */
    private static boolean isAtSign(int c) {
        return c == '@' || c == '\ufe6b' || c == '\uff20';
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean isHostChar(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
