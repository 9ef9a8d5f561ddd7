package dev.latchkey.keyring;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals and opens documents with AES-256-GCM (NIST SP 800-38D), a random nonce of 96 bits for each. Version, key name and
 * session are authenticated along with it: a document that was put into another session's place does not open. Safe for use
 * by several threads.
 */
final class Sealer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random;

    Sealer(SecureRandom random) {
        this.random = random;
    }

    Secret seal(DataKey key, SessionId id, Secret document) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = document.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, id, nonce);
            return new SealedDocument(key.name(), nonce, cipher.doFinal(plain)).text();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + CIPHER, e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Opens what was sealed under this key for this session.
     *
     * @throws UnreadableSealException if it was not, or was changed since
     */
    Secret open(DataKey key, SessionId id, SealedDocument sealed) throws UnreadableSealException {
        byte[] plain = {};
        try {
            plain = cipher(Cipher.DECRYPT_MODE, key, id, sealed.nonce()).doFinal(sealed.ciphertext());
            return Secret.of(new String(plain, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            throw new UnreadableSealException("it was changed, or sealed for another session", false);
        } catch (GeneralSecurityException e) {
            throw new UnreadableSealException("it is torn", false);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static Cipher cipher(int mode, DataKey key, SessionId id, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.forAes(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData(key, id));
        return cipher;
    }

    /** Neither name may hold a control character, so that a line break keeps them apart. */
    private static byte[] associatedData(DataKey key, SessionId id) {
        return String.join("\n", SealedDocument.VERSION, key.name(), id.provider(), id.account())
                .getBytes(StandardCharsets.UTF_8);
    }
}
