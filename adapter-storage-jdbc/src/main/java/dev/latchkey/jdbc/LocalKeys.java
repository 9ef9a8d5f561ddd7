package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Key-encryption keys from a file or an environment variable: one a line, its name, a space, and its 32 bytes in Base64. The first one
 * encrypts, all decrypt; to change the key, put a new one on top, and remove the old one once each session has been saved again. Every
 * host needs the same keys.
 *
 * <pre>echo "2026-11 $(openssl rand -base64 32)" &gt; session-keys</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class LocalKeys implements KeyEncryption {
    private static final int LONGEST_NAME = 100;

    private final Map<String, byte[]> keys = new LinkedHashMap<>();
    private final String current;
    private final String location;

    private LocalKeys(Secret lines, String location) {
        this.location = location;
        lines.reveal()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(this::add);
        current = keys.keySet().stream().findFirst().orElseThrow(() -> invalid("has no key"));
    }

    /**
     * Reads the keys from a file, even if others can read it, too.
     *
     * @throws StorageException if it cannot be read, is not a list of keys, or can be written by the owner's group or by everyone
     */
    public static LocalKeys ofFile(Path file) {
        return ofFile(file, warning -> {});
    }

    /**
     * Reads the keys from a file.
     *
     * @param warnings called once, with a sentence for a person, if everyone can read the file; files that an orchestrator mounts may have
     *     to be that way
     * @throws StorageException if it cannot be read, is not a list of keys, or can be written by the owner's group or by everyone
     */
    public static LocalKeys ofFile(Path file, Consumer<String> warnings) {
        try {
            checkMode(file, warnings);
            return new LocalKeys(Secret.of(Files.readString(file)), "key file " + file);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException
                    ? "it does not exist"
                    : e instanceof AccessDeniedException
                            ? "access is denied"
                            : e.getClass().getSimpleName();
            String problem = "The key file " + file + " cannot be read: " + why + ".";
            throw new StorageException(Reason.UNAVAILABLE, file.toString(), problem, e);
        }
    }

    /** Anyone who can write the file controls which key new sessions are sealed with. */
    private static void checkMode(Path file, Consumer<String> warnings) throws IOException {
        Set<PosixFilePermission> modes;
        try {
            modes = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return; // Windows.
        }
        String named = "the key file " + file + " (" + PosixFilePermissions.toString(modes) + "). Run: chmod 600 '"
                + file + "'";
        if (modes.contains(PosixFilePermission.GROUP_WRITE) || modes.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new StorageException(Reason.UNAVAILABLE, file.toString(), "Others can write " + named, null);
        }
        if (modes.contains(PosixFilePermission.OTHERS_READ)) {
            warnings.accept("Everyone on this host can read " + named);
        }
    }

    /**
     * Reads the keys from this process's environment.
     *
     * @param variable the variable's name
     * @throws StorageException if it is not set or is not a list of keys
     */
    public static LocalKeys ofEnvironment(String variable) {
        String lines = System.getenv(variable);
        return of(Secret.of(lines == null ? "" : lines), "environment variable " + variable);
    }

    /**
     * Keys that the program has from elsewhere.
     *
     * @param lines one key a line, as above
     * @param location where they are from, for a person
     * @throws StorageException if it is not a list of keys
     */
    public static LocalKeys of(Secret lines, String location) {
        return new LocalKeys(lines, location);
    }

    private void add(String line) {
        int space = line.indexOf(' ');
        String name = space < 0 ? "" : line.substring(0, space);
        byte[] key;
        try {
            key = Base64.getDecoder().decode(line.substring(space + 1).strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        // The line may be a key: nothing of it is told.
        if (name.isEmpty() || name.length() > LONGEST_NAME || key.length != AesGcm.KEY_BYTES) {
            throw invalid("has a line that is not a name, a space, and 32 bytes in Base64");
        }
        if (keys.putIfAbsent(name, key) != null) {
            throw invalid("has two keys with the same name");
        }
    }

    private StorageException invalid(String problem) {
        return new StorageException(Reason.UNAVAILABLE, location, "The " + location + " " + problem + ".", null);
    }

    @Override
    public byte[] wrap(byte[] dataKey, byte[] context) {
        byte[] name = current.getBytes(StandardCharsets.UTF_8);
        byte[] encrypted = AesGcm.encrypt(keys.getOrDefault(current, new byte[0]), dataKey, context);
        return ByteBuffer.allocate(Short.BYTES + name.length + encrypted.length)
                .putShort((short) name.length)
                .put(name)
                .put(encrypted)
                .array();
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] context) {
        ByteBuffer in = ByteBuffer.wrap(wrapped);
        byte[] key;
        try {
            byte[] name = new byte[Math.min(in.getShort() & 0xFFFF, in.remaining())];
            in.get(name);
            key = keys.get(new String(name, StandardCharsets.UTF_8));
            if (key != null) {
                return AesGcm.decrypt(key, in, context);
            }
        } catch (BufferUnderflowException e) {
            throw new StorageException(
                    Reason.CORRUPT, location, "The key of a session was cut short in the database.", e);
        } catch (GeneralSecurityException e) {
            // Not "corrupt", which a login may replace: most likely this host has other keys than the rest.
            String problem =
                    "The keys in the " + location + " do not open the session: other hosts have a different key of the"
                            + " same name, or the session was changed in the database. Use the keys that the other hosts use.";
            throw new StorageException(Reason.UNREADABLE, location, problem, e);
        }
        String problem = "The key that the session was sealed with is not in the " + location
                + ". Use the keys that the other hosts use.";
        throw new StorageException(Reason.UNREADABLE, location, problem, null);
    }
}
