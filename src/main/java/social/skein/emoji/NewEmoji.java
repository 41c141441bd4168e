package social.skein.emoji;

import social.skein.model.Problem;

/**
 * What an operator says of an emoji.
 *
 * @param category may be empty
 * @param visible whether pickers show it
 */
public record NewEmoji(String shortcode, String category, boolean visible) {
    private static final int MAX_CATEGORY_LENGTH = 100;

    public NewEmoji {
        shortcode = Shortcodes.require(shortcode);
        category = requireCategory(category);
    }

    /** The category without surrounding spaces; a {@link Problem.Invalid} if it is none. */
    public static String requireCategory(String category) {
        String stripped = category.strip();
        if (stripped.length() > MAX_CATEGORY_LENGTH || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new Problem.Invalid("The category of an emoji should have at most " + MAX_CATEGORY_LENGTH
                    + " characters and no control characters");
        }
        return stripped;
    }
}
