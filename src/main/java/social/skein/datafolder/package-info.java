/**
 * The identity of a data folder and of the processes that use it.
 *
 * <p>A copy of a folder contains the same files, so no file alone proves which folder a process belongs to. What is
 * recorded in a folder is therefore valid only together with the folder's device and inode.
 */
@NullMarked
@CheckReturnValue
package social.skein.datafolder;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
