package social.skein.support;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * Password hashes that take microseconds to create and to verify instead of 100 ms. A hash contains its own parameters, so
 * sign-in verifies these like all others.
 */
public final class CheapPasswords {
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(8, 1, 1, 32, Argon2.ID);

    private CheapPasswords() {}

    public static String hash(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
    }
}
