/**
 * Settings and logging: parses the YAML file and the {@code SKEIN_*} variables into a validated {@link
 * social.skein.config.Config}. {@code conf/skein.yaml} is both documentation and schema. The only package that reads
 * {@code SKEIN_*} variables.
 */
@NullMarked
@CheckReturnValue
package social.skein.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
