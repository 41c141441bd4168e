package social.skein.text;

/** A part of a status text: what is typed there, and what it means. */
sealed interface TextToken {

    /** What is counted of it against the limit. */
    String countedText();

    /** Text that means nothing more. */
    record Plain(String raw) implements TextToken {
        @Override
        public String countedText() {
            return raw;
        }
    }

    /**
     * A name after an at sign.
     *
     * @param name as it was typed; whose it is, if anybody's, is not known yet
     * @param isLocal whether it is a name of this deployment and not of another domain
     */
    record Mention(String raw, String name, boolean isLocal) implements TextToken {
        @Override
        public String countedText() {
            return "@" + name;
        }
    }

    /** A word after a number sign, and the name of the hashtag it is. */
    record Tag(String raw, String name) implements TextToken {
        @Override
        public String countedText() {
            return raw;
        }
    }

    /** The address of a web page. */
    record Link(String url) implements TextToken {
        /** What every address counts, however long it is: clients are told this number. */
        private static final String URL_PLACEHOLDER = "x".repeat(23);

        @Override
        public String countedText() {
            return URL_PLACEHOLDER;
        }
    }
}
