package social.skein.http;

import java.time.Duration;

/** So many requests within a window, which begins with the first of them. */
public record Rate(int most, Duration window) {}
