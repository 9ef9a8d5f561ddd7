package dev.latchkey.jdbc;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, which precedes the ciphertext. */
final class AesGcm {
    static final int KEY_BYTES = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AesGcm() {}

    static byte[] newKey() {
        return random(KEY_BYTES);
    }

    static byte[] encrypt(byte[] key, byte[] plain, byte[] authenticated) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, authenticated).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + CIPHER, e);
        }
    }

    /** @throws GeneralSecurityException if it was not encrypted with this key and these authenticated bytes, or was changed since */
    static byte[] decrypt(byte[] key, ByteBuffer encrypted, byte[] authenticated) throws GeneralSecurityException {
        if (encrypted.remaining() < NONCE_BYTES + TAG_BYTES) {
            throw new GeneralSecurityException("too short");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        encrypted.get(nonce);
        byte[] rest = new byte[encrypted.remaining()];
        encrypted.get(rest);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, authenticated).doFinal(rest);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] authenticated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(authenticated);
        return cipher;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
