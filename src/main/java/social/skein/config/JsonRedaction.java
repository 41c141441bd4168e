package social.skein.config;

import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/** Masks secrets in every string of a JSON log line. */
public final class JsonRedaction implements ValueMasker {
    @Override
    public @Nullable Object mask(TokenStreamContext context, Object value) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        String plain = text.toString();
        String redacted = SecretMasker.redact(plain);
        return redacted.equals(plain) ? null : redacted;
    }
}
