package social.skein.config;

import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/** Takes secrets out of every text of a JSON log line. */
public final class JsonRedaction implements ValueMasker {
    @Override
    public @Nullable Object mask(TokenStreamContext where, Object value) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        String plain = text.toString();
        String hidden = Secrets.redact(plain);
        return hidden.equals(plain) ? null : hidden;
    }
}
