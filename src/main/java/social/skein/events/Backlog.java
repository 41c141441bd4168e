package social.skein.events;

/** Facts that wait: how many, and for how many seconds the oldest of them has. */
public record Backlog(long depth, double ageSeconds) {}
