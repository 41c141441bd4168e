package social.skein.status;

/** A part of a status text: what is typed there, and what it means. */
sealed interface Piece {

    /** What is counted of it against the limit. */
    String counted();

    /** Text that means nothing more. */
    record Plain(String typed) implements Piece {
        @Override
        public String counted() {
            return typed;
        }
    }

    /**
     * A name after an at sign.
     *
     * @param name as it was typed; whose it is, if anybody's, is not known yet
     * @param here whether it is a name of this deployment and not of another domain
     */
    record Mention(String typed, String name, boolean here) implements Piece {
        @Override
        public String counted() {
            return "@" + name;
        }
    }

    /** A word after a number sign, and the name of the hashtag it is. */
    record Tag(String typed, String name) implements Piece {
        @Override
        public String counted() {
            return typed;
        }
    }

    /** The address of a web page. */
    record Link(String url) implements Piece {
        /** What every address counts, however long it is: clients are told this number. */
        private static final String COUNTED = "x".repeat(23);

        @Override
        public String counted() {
            return COUNTED;
        }
    }
}
