package social.skein.http;

import com.google.errorprone.annotations.Immutable;
import java.util.Locale;
import java.util.Optional;
import social.skein.model.Problem;

/** Who may call an endpoint, and the scope their token must hold. */
@Immutable
public record Access(CallerKind caller, Optional<Scope> scope) {

    /** The three kinds of caller. */
    enum CallerKind {
        ANYONE,
        APP,
        USER
    }

    /** Everybody, with or without a token. */
    public static Access anyone() {
        return new Access(CallerKind.ANYONE, Optional.empty());
    }

    /** Everybody; a token, where there is one, must hold the scope. */
    public static Access anyone(Scope scope) {
        return new Access(CallerKind.ANYONE, Optional.of(scope));
    }

    /** Any token, an app's own or a person's, who may be barred. */
    public static Access token() {
        return new Access(CallerKind.APP, Optional.empty());
    }

    /** Any token that holds the scope, an app's own or a person's, who may be barred. */
    public static Access token(Scope scope) {
        return new Access(CallerKind.APP, Optional.of(scope));
    }

    /** A person whose token holds the scope. */
    public static Access user(Scope scope) {
        return new Access(CallerKind.USER, Optional.of(scope));
    }

    /** Lets the caller in, or says why not. */
    public void authorize(Optional<Viewer> viewer) {
        if (viewer.isEmpty()) {
            if (caller != CallerKind.ANYONE) {
                throw new Problem.Unauthorized();
            }
            return;
        }
        if (caller == CallerKind.USER || (caller == CallerKind.ANYONE && scope.isPresent())) {
            viewer.get().requireActive();
        }
        if (caller == CallerKind.USER && viewer.get().account().isEmpty()) {
            throw new Problem.Invalid("This method requires an authenticated user");
        }
        if (scope.isPresent() && !viewer.get().scopes().allow(scope.get())) {
            throw new Problem.Forbidden("This action is outside the authorized scopes");
        }
    }

    /** As the API's document says it: {@code user write:statuses}. */
    @Override
    public String toString() {
        String kind = caller == CallerKind.APP ? "token" : caller.name().toLowerCase(Locale.ROOT);
        return scope.map(wanted -> kind + " " + wanted).orElse(kind);
    }
}
