package social.skein.account;

import java.util.Optional;
import social.skein.model.Visibility;

/** The author's defaults for what a new status leaves out. */
public record PostingDefaults(Visibility visibility, boolean sensitive, Optional<String> language) {
    public static final PostingDefaults PUBLIC = new PostingDefaults(Visibility.PUBLIC, false, Optional.empty());
}
