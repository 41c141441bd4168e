package social.skein.objectstore;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One page of the objects of a disk store in the order of their keys. It skips folders before the page. */
final class DiskListing {
    private static final String SEPARATOR = "/";

    private final Path root;
    private final String afterKey;
    private final int limit;
    private final List<ListedObject> objects = new ArrayList<>();

    private DiskListing(Path root, String afterKey, int limit) {
        this.root = root;
        this.afterKey = afterKey;
        this.limit = limit;
    }

    static ListedPage page(DiskLayout layout, String afterKey, int limit) throws IOException {
        layout.requireMounted();
        // One object more shows whether there is a next page.
        DiskListing listing = new DiskListing(layout.root(), afterKey, limit + 1);
        listing.addFolder("");
        List<ListedObject> found = listing.objects;
        if (found.size() <= limit) {
            return new ListedPage(List.copyOf(found), Optional.empty());
        }
        List<ListedObject> page = List.copyOf(found.subList(0, limit));
        return new ListedPage(page, Optional.of(page.get(limit - 1).key()));
    }

    private void addFolder(String prefix) throws IOException {
        for (String name : names(prefix)) {
            if (objects.size() >= limit) {
                return;
            }
            if (!name.endsWith(SEPARATOR)) {
                addObject(prefix + name);
            } else if ((prefix + name).compareTo(afterKey) > 0 || afterKey.startsWith(prefix + name)) {
                addFolder(prefix + name);
            }
        }
    }

    /** The names in a folder, those of folders with a slash, which makes their order that of the keys. */
    private SortedSet<String> names(String prefix) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root.resolve(prefix))) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (!ObjectKey.isValid(prefix + name)) {
                    continue;
                }
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(name + SEPARATOR);
                } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException deleted) {
            return names;
        }
        return names;
    }

    private void addObject(String key) throws IOException {
        if (key.compareTo(afterKey) <= 0) {
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(root.resolve(key), BasicFileAttributes.class);
            objects.add(new ListedObject(
                    key, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException deleted) {
            // Since the folder was read.
        }
    }
}
