package social.skein.events;

/**
 * Facts that are not handled yet.
 *
 * @param depth their number
 * @param ageSeconds the age of the oldest one; 0 if there is none
 */
public record Backlog(long depth, double ageSeconds) {}
