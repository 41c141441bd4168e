/**
 * The Hazelcast cluster and the hints on its event bus. Hints are best effort: losing one only delays something, and
 * losses are detected. A joining process must know the cluster's name, which is derived from the deployment's secret,
 * if there is one.
 */
@NullMarked
@CheckReturnValue
package social.skein.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
