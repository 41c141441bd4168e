package social.skein.objectstore;

import java.util.List;
import java.util.Optional;

/**
 * A part of the list of all objects. It leaves out files whose names are no keys, so it may be empty although there is a
 * next page.
 *
 * @param next where the next page starts; empty on the last page
 */
public record ListedPage(List<ListedObject> objects, Optional<String> next) {}
