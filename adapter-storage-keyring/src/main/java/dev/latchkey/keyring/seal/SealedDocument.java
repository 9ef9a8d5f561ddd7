package dev.latchkey.keyring.seal;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A sealed document as it is stored, on one line: {@code latchkey-sealed:1:KEY-NAME:NONCE:CIPHERTEXT}, with the last two in base64url. It
 * names its key, so keys can be changed one session at a time.
 *
 * <p>The cipher is AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce per document. The version, key name and session are
 * authenticated as well, so a document that is moved to another session does not open. Immutable.
 */
final class SealedDocument {
    private static final String VERSION = "1";
    private static final String MAGIC = "latchkey-sealed";
    private static final int FIELDS = 5;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SessionId id;
    private final String location;
    private final String keyName;
    private final byte[] nonce;
    private final byte[] ciphertext;

    private SealedDocument(SessionId id, String location, String keyName, byte[] nonce, byte[] ciphertext) {
        this.id = id;
        this.location = location;
        this.keyName = keyName;
        this.nonce = nonce;
        this.ciphertext = ciphertext;
    }

    /**
     * Parses a sealed document.
     *
     * @param location where it is stored, for messages
     * @throws StorageException with reason {@code NEWER_VERSION} if a newer version of this program wrote it, so that it must not be
     *     touched, or {@code CORRUPT} if it is not a sealed document; either way, whatever the keyring contains
     */
    static SealedDocument parse(Secret stored, SessionId id, String location) {
        String[] fields = stored.reveal().strip().split(":", -1);
        if (!fields[0].equals(MAGIC) || fields.length < 2) {
            throw unreadable(Reason.CORRUPT, location, "it is not a sealed session", null);
        }
        if (!fields[1].equals(VERSION)) {
            boolean newer = fields[1].matches("[1-9]\\d{0,8}");
            Reason reason = newer ? Reason.NEWER_VERSION : Reason.CORRUPT;
            throw unreadable(reason, location, "its version is not " + VERSION, null);
        }
        if (fields.length != FIELDS || !KeyRegister.isName(fields[2])) {
            throw unreadable(Reason.CORRUPT, location, "it is torn", null);
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            return new SealedDocument(id, location, fields[2], decoder.decode(fields[3]), decoder.decode(fields[4]));
        } catch (IllegalArgumentException e) {
            throw unreadable(Reason.CORRUPT, location, "it is torn", e);
        }
    }

    private static StorageException unreadable(Reason reason, String location, String why, @Nullable Exception cause) {
        String remedy = reason == Reason.NEWER_VERSION
                ? "A newer version of this program wrote it; use that one."
                : "Log in again: it is then moved aside.";
        String message = "The sealed session at " + location + " cannot be read: " + why + ". " + remedy;
        return new StorageException(reason, location, message, cause);
    }

    /** Seals a document for a session and returns the text to store. */
    static Secret seal(Key key, SessionId id, Secret document, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = document.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, key, id, nonce).doFinal(plain);
            return Secret.of(String.join(
                    ":", MAGIC, VERSION, key.name, ENCODER.encodeToString(nonce), ENCODER.encodeToString(ciphertext)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + CIPHER, e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Opens a document that was sealed with this key for this session.
     *
     * @throws StorageException with reason {@code CORRUPT} if it was not, or was changed since
     */
    Secret open(Key key) {
        byte[] plain = {};
        try {
            plain = cipher(Cipher.DECRYPT_MODE, key, id, nonce).doFinal(ciphertext);
            return Secret.of(new String(plain, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            throw unreadable(Reason.CORRUPT, location, "it was changed, or sealed for another session", e);
        } catch (GeneralSecurityException e) {
            throw unreadable(Reason.CORRUPT, location, "it is torn", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    String keyName() {
        return keyName;
    }

    private static Cipher cipher(int mode, Key key, SessionId id, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key.bytes, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        // Neither name can contain a control character, so the line break separates them unambiguously.
        cipher.updateAAD(String.join("\n", VERSION, key.name, id.provider(), id.account())
                .getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A key that seals documents, with its name in the keyring. Immutable; it does not print itself. */
    static final class Key {
        /** 36 bits: six characters of base64url. */
        private static final int ID_CHARACTERS = 6;

        private static final int KEY_BYTES = 32;

        private final String name;
        private final byte[] bytes;

        private Key(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        /** Creates a key with a new, unique name: the home's id, which is random, followed by as many random characters. */
        static Key random(String homeId, SecureRandom random) {
            byte[] bytes = new byte[KEY_BYTES];
            random.nextBytes(bytes);
            return new Key(KeyRegister.nameOf(homeId, randomId(random)), bytes);
        }

        /** 36 random bits, like a home's id. */
        static String randomId(SecureRandom random) {
            byte[] bytes = new byte[ID_CHARACTERS];
            random.nextBytes(bytes);
            return ENCODER.encodeToString(bytes).substring(0, ID_CHARACTERS);
        }

        /** Parses an entry of the keyring; empty if it does not contain a key. */
        static Optional<Key> of(String name, Secret value) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(value.reveal());
                return bytes.length == KEY_BYTES ? Optional.of(new Key(name, bytes)) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        String name() {
            return name;
        }

        /** The value to store in the keyring. */
        Secret value() {
            return Secret.of(ENCODER.encodeToString(bytes));
        }
    }
}
