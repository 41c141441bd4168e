/**
 * Settings and log: the YAML file and the {@code SKEIN_*} environment enter, checked records leave. {@code conf/skein.yaml}
 * is both the documentation and the schema. Nobody else reads the environment.
 */
@NullMarked
@CheckReturnValue
package social.skein.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
