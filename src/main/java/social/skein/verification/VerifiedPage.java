package social.skein.verification;

import java.util.List;

/**
 * The result of one step of a verification.
 *
 * @param matched the objects that have a record of their size
 * @param bytes the size of those objects
 * @param foreign the objects that this server did not make, which are left alone
 */
public record VerifiedPage(long matched, long bytes, long foreign, List<MediaFinding> findings) {
    VerifiedPage with(List<MediaFinding> found) {
        return new VerifiedPage(matched, bytes, foreign, found);
    }

    static VerifiedPage of(List<MediaFinding> findings) {
        return new VerifiedPage(0, 0, 0, findings);
    }
}
