/**
 * The composition root: connects the connections, wires the features to them, and deploys the verticles of each role. Only
 * the packages {@code cli} and {@code doctor} depend on it.
 */
@NullMarked
@CheckReturnValue
package social.skein.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
