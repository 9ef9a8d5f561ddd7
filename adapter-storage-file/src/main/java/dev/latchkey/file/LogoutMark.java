package dev.latchkey.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file beside a document that says: a logout of it has begun. It names the document by its digest, so that it says nothing of
 * one that takes its place.
 */
final class LogoutMark {
    private LogoutMark() {}

    /** Marks this document, durably. */
    static void put(Place place, String document) throws IOException {
        Path mark = place.endingPath();
        byte[] digest = (digest(document) + "\n").getBytes(StandardCharsets.UTF_8);
        Uninterrupted.run(() -> DurableFile.replace(mark, mark.resolveSibling(mark.getFileName() + ".new"), digest));
    }

    /** Whether the document is marked. */
    static boolean covers(Place place, String document) throws IOException {
        Optional<String> marked = DocumentReader.read(place.endingPath());
        return marked.isPresent() && marked.get().strip().equals(digest(document));
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
