package social.skein.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import social.skein.model.Problem;

/**
 * Takes forms apart, each as a whole. A decoder that is given one piece by piece, as they come from the network, adds a
 * character to a value or loses it where a piece ends within what separates two parts (Netty 4.2.18).
 */
final class Forms {
    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded|(multipart/form-data)", Pattern.CASE_INSENSITIVE);

    /** How much may wait to be decoded: all of it, for a body has its own limit. */
    private static final int ANY = -1;

    private Forms() {}

    /** Whether a body of this type is one. */
    static boolean isOne(String type) {
        return FORM.matcher(type).lookingAt();
    }

    /** Adds what a form says; files in it are passed over. One that is malformed is a 400. */
    static void read(String type, Buffer body, MultiMap into) {
        var form = FORM.matcher(type);
        if (form.lookingAt() && form.group(1) != null) {
            readParts(type, body, into);
        } else {
            Query.of(body.toString()).pairs().forEach(pair -> into.add(pair.name(), pair.value()));
        }
    }

    private static void readParts(String type, Buffer body, MultiMap into) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set("Content-Type", type);
        try {
            HttpPostMultipartRequestDecoder parts = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), head, StandardCharsets.UTF_8, Query.MOST_PAIRS, ANY);
            try {
                parts.offer(new DefaultLastHttpContent(Unpooled.wrappedBuffer(body.getBytes())));
                for (InterfaceHttpData part : parts.getBodyHttpDatas()) {
                    if (part instanceof Attribute text) {
                        into.add(text.getName(), text.getValue());
                    }
                }
            } finally {
                parts.destroy();
            }
        } catch (TooManyFormFieldsException more) {
            throw new Problem.Malformed("There should be at most " + Query.MOST_PAIRS + " parameters");
        } catch (IOException | RuntimeException malformed) {
            // The decoder says so in many ways, an index that is not there among them.
            throw new Problem.Malformed("The body should be parts of a form, between boundaries as its type has them");
        }
    }
}
