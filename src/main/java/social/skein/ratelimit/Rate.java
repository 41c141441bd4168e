package social.skein.ratelimit;

import java.time.Duration;

/** So many requests within a window, which begins with the first of them. */
public record Rate(int maxRequests, Duration window) {}
