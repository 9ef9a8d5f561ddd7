package dev.latchkey.loopback;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Creates codes and tokens, and remembers the secret ones so that tests can search for leaks. */
final class TokenMint {
    /** No vowels, so that no words come out, and no letters that look like digits (RFC 8628 §6.1). */
    static final String USER_CODE_CHARACTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int USER_CODE_HALF = 4;
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Set<String> issued = ConcurrentHashMap.newKeySet();

    /** A random secret; the prefix shows what kind it is, should it ever be found. */
    String secret(String prefix) {
        return remember(prefix + "_" + unguessable());
    }

    /** Random text that is not remembered. */
    String unguessable() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A code to type, such as {@code WDJB-MJHT}. */
    String userCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 2 * USER_CODE_HALF; i++) {
            if (i == USER_CODE_HALF) {
                code.append('-');
            }
            code.append(USER_CODE_CHARACTERS.charAt(random.nextInt(USER_CODE_CHARACTERS.length())));
        }
        return code.toString();
    }

    String remember(String secret) {
        issued.add(secret);
        return secret;
    }

    Set<String> issued() {
        return Set.copyOf(issued);
    }
}
