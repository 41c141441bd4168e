package social.skein.model;

/**
 * One thing that is wrong with one field of a form.
 *
 * @param code what programs read, as the client API names it: {@code ERR_BLANK}
 * @param description what people read, after the field's name: "can't be blank"
 */
public record Fault(String field, String code, String description) {

    public static Fault blank(String field) {
        return new Fault(field, "ERR_BLANK", "can't be blank");
    }

    public static Fault tooLong(String field, int most, String unit) {
        return new Fault(field, "ERR_TOO_LONG", "is too long (maximum is " + most + " " + unit + ")");
    }

    public static Fault tooShort(String field, int least) {
        return new Fault(field, "ERR_TOO_SHORT", "is too short (minimum is " + least + " characters)");
    }

    public static Fault invalid(String field, String description) {
        return new Fault(field, "ERR_INVALID", description);
    }

    public static Fault taken(String field) {
        return new Fault(field, "ERR_TAKEN", "has already been taken");
    }

    /** The whole of it, as a sentence without its full stop. */
    public String sentence() {
        String name = field.equals("email")
                ? "E-mail address"
                : Character.toUpperCase(field.charAt(0)) + field.substring(1).replace('_', ' ');
        return name + " " + description;
    }
}
