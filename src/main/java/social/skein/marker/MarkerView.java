package social.skein.marker;

/** A marker as the API shows it; the version counts its moves. */
record MarkerView(String lastReadId, int version, String updatedAt) {}
