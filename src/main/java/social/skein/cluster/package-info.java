/**
 * The Hazelcast cluster and the hints that travel on its event bus. A hint may be lost at any time and nothing is lost
 * with it: it only makes something happen sooner. That some were lost is noticed. Who joins must know the cluster's name, which is
 * drawn from a secret where there is one.
 */
@NullMarked
@CheckReturnValue
package social.skein.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
