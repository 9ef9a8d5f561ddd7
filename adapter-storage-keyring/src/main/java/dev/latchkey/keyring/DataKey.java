package dev.latchkey.keyring;

import dev.latchkey.model.KeyRegister;
import dev.latchkey.model.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that documents are sealed under, and the name that it has in the keyring. Immutable; it does not print itself. */
final class DataKey {
    /** 36 bits: six characters of base64url. */
    private static final int ID_CHARACTERS = 6;

    private static final int ID_BYTES = 5;
    private static final int KEY_BYTES = 32;

    private final String name;
    private final byte[] bytes;

    private DataKey(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** A new key under a new name, which nobody else can have chosen: the home's id, which is random, and as much again. */
    static DataKey random(String id, SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new DataKey(KeyRegister.nameOf(id, randomId(random)), bytes);
    }

    /** 36 random bits, as a home's id is. */
    static String randomId(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return encoder().encodeToString(bytes).substring(0, ID_CHARACTERS);
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
