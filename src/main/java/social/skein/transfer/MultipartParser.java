package social.skein.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Parses a multipart form in chunks, in linear time, and keeps no more of it than a part's header or a boundary. It
 * accepts exactly the forms that {@link FormParser} accepts; the methods throw {@link social.skein.model.Problem} for
 * others.
 */
final class MultipartParser {
    private static final byte[] HEADER_END = {'\r', '\n', '\r', '\n'};

    private final Parts parts;
    private final BoundarySearch first;
    private final BoundarySearch next;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private State state = State.PREAMBLE;
    private long consumed;
    private int partCount;
    private int headerEndMatched;
    private byte afterBoundary;

    MultipartParser(byte[] boundary, Parts parts) {
        this.parts = parts;
        String line = "--" + new String(boundary, StandardCharsets.ISO_8859_1);
        this.first = new BoundarySearch(line.getBytes(StandardCharsets.ISO_8859_1));
        this.next = new BoundarySearch(("\r\n" + line).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Receives the parts of the form, in their order. */
    interface Parts {
        void start(PartHeader part);

        /** A piece of the part's content; the array is only valid during the call. */
        void content(byte[] bytes, int offset, int length);

        void end();
    }

    private enum State {
        PREAMBLE,
        AFTER_BOUNDARY,
        AFTER_FIRST_BYTE,
        HEADER,
        CONTENT,
        EPILOGUE
    }

    void parse(byte[] chunk) {
        for (int at = 0; at < chunk.length; ) {
            at = switch (state) {
                case PREAMBLE -> preamble(chunk, at);
                case AFTER_BOUNDARY, AFTER_FIRST_BYTE -> afterBoundary(chunk, at);
                case HEADER -> header(chunk, at);
                case CONTENT -> content(chunk, at);
                case EPILOGUE -> chunk.length;
            };
        }
        consumed += chunk.length;
    }

    /** The end of the body. An empty body is a form without parts. */
    void end() {
        if (state != State.EPILOGUE && consumed > 0) {
            throw FormParser.malformed();
        }
    }

    /** How many bytes of a part's content are not passed on yet, because they may be the start of a boundary. */
    int withheldBytes() {
        return state == State.CONTENT ? next.matched() : 0;
    }

    private int preamble(byte[] chunk, int from) {
        int found = first.find(chunk, from);
        if (found < 0) {
            return chunk.length;
        }
        state = State.AFTER_BOUNDARY;
        return found;
    }

    /** {@code --} ends the form and CRLF starts a part; so does a lone line feed, from very old browsers. */
    private int afterBoundary(byte[] chunk, int at) {
        byte read = chunk[at];
        if (state == State.AFTER_BOUNDARY && read != '\n') {
            afterBoundary = read;
            state = State.AFTER_FIRST_BYTE;
        } else if (read == '\n' && (state == State.AFTER_BOUNDARY || afterBoundary == '\r')) {
            startHeader();
        } else if (read == '-' && afterBoundary == '-' && !isTextBeforeOnlyBoundary(at)) {
            state = State.EPILOGUE;
        } else {
            throw FormParser.malformed();
        }
        return at + 1;
    }

    /** A form without parts may have no preamble either. */
    private boolean isTextBeforeOnlyBoundary(int at) {
        return partCount == 0 && consumed + at + 1 != first.pattern().length + 2;
    }

    private void startHeader() {
        if (++partCount > FormParser.MAX_PARTS) {
            throw FormParser.tooManyParts();
        }
        header.reset();
        headerEndMatched = 0;
        state = State.HEADER;
    }

    private int header(byte[] chunk, int from) {
        for (int at = from; at < chunk.length; at++) {
            if (header.size() >= PartHeader.MAX_BYTES) {
                throw FormParser.malformed();
            }
            header.write(chunk[at]);
            headerEndMatched = chunk[at] == HEADER_END[headerEndMatched] ? headerEndMatched + 1 : 0;
            if (headerEndMatched == HEADER_END.length) {
                parts.start(PartHeader.parse(header.toString(StandardCharsets.UTF_8)));
                next.reset();
                state = State.CONTENT;
                return at + 1;
            }
        }
        return chunk.length;
    }

    /** Passes on what cannot be part of the boundary: first the bytes of earlier chunks that were held back. */
    private int content(byte[] chunk, int from) {
        int held = next.matched();
        int found = next.find(chunk, from);
        int end = found < 0 ? chunk.length : found;
        int known = held + end - from - next.matched();
        int fromHeld = Math.min(held, known);
        if (fromHeld > 0) {
            parts.content(next.pattern(), 0, fromHeld);
        }
        if (known > fromHeld) {
            parts.content(chunk, from, known - fromHeld);
        }
        if (found >= 0) {
            parts.end();
            state = State.AFTER_BOUNDARY;
        }
        return end;
    }
}
