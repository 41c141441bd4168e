package social.skein.timeline;

import java.util.List;
import java.util.Optional;

/**
 * The ids a page may be made of.
 *
 * @param ids in the order of the window: newest first, or oldest first when it goes upwards
 * @param cursor the last id that was looked at, from which to go on; nothing where the list ends
 */
record Skeleton(List<Long> ids, Optional<Long> cursor) {}
