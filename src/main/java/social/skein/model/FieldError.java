package social.skein.model;

/**
 * A validation error of one form field.
 *
 * @param code the machine-readable code of the client API: {@code ERR_BLANK}
 * @param description the rest of a sentence that starts with the field's name: "can't be blank"
 */
public record FieldError(String field, String code, String description) {

    public static FieldError blank(String field) {
        return new FieldError(field, "ERR_BLANK", "can't be blank");
    }

    public static FieldError tooLong(String field, int max, String unit) {
        return new FieldError(field, "ERR_TOO_LONG", "is too long (maximum is " + max + " " + unit + ")");
    }

    public static FieldError tooShort(String field, int min) {
        return new FieldError(field, "ERR_TOO_SHORT", "is too short (minimum is " + min + " characters)");
    }

    public static FieldError invalid(String field, String description) {
        return new FieldError(field, "ERR_INVALID", description);
    }

    public static FieldError taken(String field) {
        return new FieldError(field, "ERR_TAKEN", "has already been taken");
    }

    /** The field's name and the description, as a sentence without full stop. */
    public String fullMessage() {
        String name = field.equals("email")
                ? "E-mail address"
                : Character.toUpperCase(field.charAt(0)) + field.substring(1).replace('_', ' ');
        return name + " " + description;
    }
}
