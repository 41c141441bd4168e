package social.skein.http;

import com.google.errorprone.annotations.Immutable;
import java.util.Locale;
import java.util.Optional;
import social.skein.model.Problem;

/** The kind of caller an endpoint admits, and the scope the caller's token must hold. */
@Immutable
public record Access(CallerKind kind, Optional<Scope> scope) {

    /** Anonymous callers, any token, a token that belongs to an account, or an operator's own credential. */
    enum CallerKind {
        ANYONE,
        TOKEN,
        USER,
        OPERATOR
    }

    /** Any caller, with or without a token. */
    public static Access anyone() {
        return new Access(CallerKind.ANYONE, Optional.empty());
    }

    /** Any caller; a token, if sent, must hold the scope. */
    public static Access anyone(Scope scope) {
        return new Access(CallerKind.ANYONE, Optional.of(scope));
    }

    /** Any token, an app's own or an account's; the account may be disabled. */
    public static Access token() {
        return new Access(CallerKind.TOKEN, Optional.empty());
    }

    /** Any token with the scope, an app's own or an account's; the account may be disabled. */
    public static Access token(Scope scope) {
        return new Access(CallerKind.TOKEN, Optional.of(scope));
    }

    /** An active account whose token holds the scope. */
    public static Access user(Scope scope) {
        return new Access(CallerKind.USER, Optional.of(scope));
    }

    /** An operator's program. The endpoint verifies its credential, which is no access token. */
    public static Access operator() {
        return new Access(CallerKind.OPERATOR, Optional.empty());
    }

    boolean admitsAnyone() {
        return kind == CallerKind.ANYONE;
    }

    boolean usesAccessToken() {
        return kind != CallerKind.OPERATOR;
    }

    /** Throws the {@link Problem} to answer with if the caller is not admitted; no caller means no token. */
    public void authorize(Optional<Caller> caller) {
        if (caller.isEmpty()) {
            if (kind == CallerKind.TOKEN || kind == CallerKind.USER) {
                throw new Problem.Unauthorized();
            }
            return;
        }
        if (kind == CallerKind.USER || (kind == CallerKind.ANYONE && scope.isPresent())) {
            caller.get().requireActive();
        }
        if (kind == CallerKind.USER && caller.get().account().isEmpty()) {
            throw new Problem.Invalid("This method requires an authenticated user");
        }
        if (scope.isPresent() && !caller.get().scopes().allow(scope.get())) {
            throw new Problem.Forbidden("This action is outside the authorized scopes");
        }
    }

    /** The notation of the OpenAPI sources: {@code user write:statuses}. */
    @Override
    public String toString() {
        String name = kind == CallerKind.TOKEN ? "token" : kind.name().toLowerCase(Locale.ROOT);
        return scope.map(required -> name + " " + required).orElse(name);
    }
}
