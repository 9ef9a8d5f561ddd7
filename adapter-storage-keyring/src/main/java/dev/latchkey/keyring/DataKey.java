package dev.latchkey.keyring;

import dev.latchkey.model.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that documents are sealed under, and the name that it has in the keyring. Immutable; it does not print itself. */
final class DataKey {
    private static final Pattern NAME = Pattern.compile("k1-[A-Za-z0-9_-]{12}");
    private static final int NAME_BYTES = 9;
    private static final int KEY_BYTES = 32;

    private final String name;
    private final byte[] bytes;

    private DataKey(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** A new key under a new name, which nobody else can have chosen: 72 random bits. */
    static DataKey random(SecureRandom random) {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new DataKey("k1-" + encoder().encodeToString(name), bytes);
    }

    /** The key that an entry of the keyring holds; empty if what it holds is no key. */
    static Optional<DataKey> of(String name, Secret value) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(value.reveal());
            return bytes.length == KEY_BYTES ? Optional.of(new DataKey(name, bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the text is the name of a key. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    String name() {
        return name;
    }

    /** What the keyring keeps. */
    Secret value() {
        return Secret.of(encoder().encodeToString(bytes));
    }

    /** The key for javax.crypto. */
    SecretKey forAes() {
        return new SecretKeySpec(bytes, "AES");
    }

    private static Base64.Encoder encoder() {
        return Base64.getUrlEncoder().withoutPadding();
    }

    @Override
    public String toString() {
        return "DataKey[" + name + "]";
    }
}
