package dev.latchkey.keyring;

import dev.latchkey.model.KeyRegister;
import dev.latchkey.model.Secret;
import java.util.Base64;

/**
 * A sealed document as it is stored, on one line: {@code latchkey-sealed:1:KEY-NAME:NONCE:CIPHERTEXT}, the last two in
 * base64url. The name says under which key it was sealed, so that keys can change one session at a time.
 */
final class SealedDocument {
    static final String VERSION = "1";
    private static final String MAGIC = "latchkey-sealed";
    private static final int FIELDS = 5;

    private final String keyName;
    private final byte[] nonce;
    private final byte[] ciphertext;

    SealedDocument(String keyName, byte[] nonce, byte[] ciphertext) {
        this.keyName = keyName;
        this.nonce = nonce;
        this.ciphertext = ciphertext;
    }

    /**
     * Reads one.
     *
     * @throws UnreadableSealException if it is none, or a newer version's
     */
    static SealedDocument parse(Secret stored) throws UnreadableSealException {
        String[] fields = stored.reveal().strip().split(":", -1);
        if (!fields[0].equals(MAGIC) || fields.length < 2) {
            throw new UnreadableSealException("it is not a sealed session", false);
        }
        if (!fields[1].equals(VERSION)) {
            boolean newer = fields[1].matches("[1-9]\\d{0,8}");
            throw new UnreadableSealException("its version is not " + VERSION, newer);
        }
        if (fields.length != FIELDS || !KeyRegister.isName(fields[2])) {
            throw new UnreadableSealException("it is torn", false);
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            return new SealedDocument(fields[2], decoder.decode(fields[3]), decoder.decode(fields[4]));
        } catch (IllegalArgumentException e) {
            throw new UnreadableSealException("it is torn", false);
        }
    }

    /** What to store. */
    Secret text() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return Secret.of(String.join(
                ":", MAGIC, VERSION, keyName, encoder.encodeToString(nonce), encoder.encodeToString(ciphertext)));
    }

    String keyName() {
        return keyName;
    }

    byte[] nonce() {
        return nonce.clone();
    }

    byte[] ciphertext() {
        return ciphertext.clone();
    }
}
