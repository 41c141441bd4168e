package social.skein.status;

import social.skein.model.Problem;

/**
 * A status whose viewer takes back a favourite, bookmark, boost or mute of it. This stays possible when the viewer can
 * no longer see the status, for example after its author blocked them.
 */
public record UndoTarget(Status status, boolean visible) {
    public Status original() {
        return status.original();
    }

    /**
     * Treats a status that the viewer cannot see as missing if there was nothing to take back.
     *
     * @param removed the number of removed rows
     */
    public UndoTarget requireRemoved(int removed) {
        if (removed == 0 && !visible) {
            throw new Problem.NotFound();
        }
        return this;
    }
}
