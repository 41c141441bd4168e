package social.skein.ratelimit;

import java.time.Duration;

/** A number of requests per window; a window begins with its first request. */
public record Rate(int maxRequests, Duration window) {}
