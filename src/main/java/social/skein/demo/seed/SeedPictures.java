package social.skein.demo.seed;

import java.nio.file.Path;
import social.skein.account.Profiles;
import social.skein.media.DrawnMedia;

/**
 * Where the pictures of a run are stored.
 *
 * @param folder for drawn files; the caller deletes it
 * @param store learns which pictures a profile shows
 */
public record SeedPictures(DrawnMedia media, Path folder, Profiles profiles, Profiles.PictureStore store) {}
