package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Seals one document for one session with a data key of its own. The constructor wraps that key, so if the key service does not respond,
 * the save fails before it begins. The stored bytes are a version, the length of the wrapped key, the wrapped key, and the encrypted
 * document.
 */
final class Seal {
    private static final byte VERSION = 1;

    private final byte[] dataKey = AesGcm.newKey();
    private final byte[] context;
    private final byte[] wrapped;

    Seal(KeyEncryption keys, Cell cell) {
        context = cell.context();
        wrapped = keys.wrap(dataKey.clone(), context.clone());
        if (wrapped.length > Short.MAX_VALUE) {
            throw new IllegalStateException("the wrapped key has " + wrapped.length + " bytes");
        }
    }

    byte[] seal(Secret document) {
        byte[] plain = TextBytes.of(document.reveal());
        byte[] encrypted = AesGcm.encrypt(dataKey, plain, context);
        Arrays.fill(plain, (byte) 0);
        return ByteBuffer.allocate(1 + Short.BYTES + wrapped.length + encrypted.length)
                .put(VERSION)
                .putShort((short) wrapped.length)
                .put(wrapped)
                .put(encrypted)
                .array();
    }

    /** @throws StorageException if it was not sealed for this session or was changed since, or for the reasons of {@link KeyEncryption} */
    static Secret open(KeyEncryption keys, Cell cell, byte[] sealed, String location) {
        byte[] context = cell.context();
        ByteBuffer in = ByteBuffer.wrap(sealed);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new StorageException(
                        version > VERSION ? Reason.NEWER_VERSION : Reason.CORRUPT,
                        location,
                        "The session at " + location + " was sealed in a way that this version does not know.",
                        null);
            }
            byte[] wrapped = new byte[Math.min(in.getShort() & 0xFFFF, in.remaining())];
            in.get(wrapped);
            byte[] plain = AesGcm.decrypt(keys.unwrap(wrapped, context.clone()), in, context);
            try {
                return Secret.of(TextBytes.text(plain));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (GeneralSecurityException | BufferUnderflowException | CharacterCodingException e) {
            String problem =
                    "The session at " + location + " was changed in the database, or sealed for another session.";
            throw new StorageException(Reason.CORRUPT, location, problem, e);
        }
    }
}
