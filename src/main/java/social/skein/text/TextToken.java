package social.skein.text;

/** A token of a status text. */
sealed interface TextToken {

    /** The text that counts for the character limit. */
    String countedText();

    /** Plain text. */
    record Plain(String raw) implements TextToken {
        @Override
        public String countedText() {
            return raw;
        }
    }

    /**
     * A username after an at sign.
     *
     * @param name the name as typed; an account with it may not exist
     * @param isLocal whether the name belongs to this server and not to another domain
     */
    record Mention(String raw, String name, boolean isLocal) implements TextToken {
        @Override
        public String countedText() {
            return "@" + name;
        }
    }

    /** A hashtag: the text as typed, and its canonical name. */
    record Tag(String raw, String name) implements TextToken {
        @Override
        public String countedText() {
            return raw;
        }
    }

    /** A web address. */
    record Link(String url) implements TextToken {
        /** Every address counts as 23 characters; clients read this number from the instance API. */
        private static final String URL_PLACEHOLDER = "x".repeat(23);

        @Override
        public String countedText() {
            return URL_PLACEHOLDER;
        }
    }
}
