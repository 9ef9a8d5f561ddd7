package dev.latchkey.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file next to a document that records that a logout of it has begun. It identifies the document by its digest, so it does not apply to a
 * document that replaces it.
 */
final class LogoutMark {
    private static final int LENGTH = 64;

    private LogoutMark() {}

    /** Marks this document durably. */
    static void put(DocumentPaths paths, String document) throws IOException {
        byte[] digest = (digest(document) + "\n").getBytes(StandardCharsets.UTF_8);
        PrivateFiles.replace(paths.endingPath(), paths.endingBesidePath(), digest);
    }

    /**
     * Returns whether the document is marked.
     *
     * @throws IOException if a mark exists but cannot be read; the session may have been logged out
     */
    static boolean covers(DocumentPaths paths, String document) throws IOException {
        Optional<String> text = DocumentReader.read(paths.endingPath(), paths.ours());
        if (text.isEmpty()) {
            return false;
        }
        String marked = text.get().strip();
        if (marked.length() != LENGTH) {
            throw new ForeignDocumentException(paths.endingPath(), "it does not tell which session was logged out");
        }
        return marked.equals(digest(document));
    }

    /**
     * Deletes the mark and what an interrupted {@link #put} left behind. Without the document the mark has no effect, so it may also stay.
     */
    static void delete(DocumentPaths paths) {
        DurableFile.deleteQuietly(paths.endingBesidePath());
        DurableFile.deleteQuietly(paths.endingPath());
    }

    private static String digest(String document) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
