package social.skein.marker;

/** A marker as clients see it; the version counts how often it was moved. */
record MarkerView(String lastReadId, int version, String updatedAt) {}
