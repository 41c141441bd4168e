package social.skein.emoji;

/** Receives the files of a folder or an archive, in order. */
public interface ImportSink {
    /** Ignores everything: reading with it checks that the whole archive can be read. */
    ImportSink NONE = new ImportSink() {
        @Override
        public void accept(String path, byte[] content) {}

        @Override
        public void skip(String path, String reason) {}

        @Override
        public void refuse(String path, String reason) {}
    };

    /**
     * A file that was read.
     *
     * @param path as the folder or archive has it; may contain control characters
     */
    void accept(String path, byte[] content);

    /** A file that is ignored, for a reason in the form of a clause. */
    void skip(String path, String reason);

    /** A file that cannot be used, for a reason in the form of a clause. */
    void refuse(String path, String reason);
}
