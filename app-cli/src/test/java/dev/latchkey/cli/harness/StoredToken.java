package dev.latchkey.cli.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A home with the provider "known", whose server does not respond, and sessions as logins leave them. */
public final class StoredToken {
    public static final String ISSUER = "http://127.0.0.1:1";
    public static final String CLIENT = "c";
    /** The name of the provider when its server and client are given as options. */
    public static final String AD_HOC = "http%3a%2f%2f127.0.0.1%3a1%23c";

    private static final long LATER = 253_402_300_799L;

    private final Path home;

    public StoredToken(Path home) {
        this.home = home;
        Documents.write(
                home.resolve("providers/known.json"),
                Map.of("issuer", ISSUER, "client_id", CLIENT, "api_origins", List.of("https://api.example.com")));
    }

    /** Stores a fresh session and makes its account the current one. */
    public Path fresh(String provider, String account) throws IOException {
        Path document =
                home.resolve("sessions").resolve(provider).resolve(account).resolve("session.json");
        write(document, document());
        Documents.writeText(home.resolve("sessions").resolve(provider).resolve("current"), account + "\n");
        return document;
    }

    /** Stores a fresh Bitfount session. */
    public Path freshAtBitfount() throws IOException {
        Path document = home.resolve("bitfount/_default/.token");
        Map<String, Object> content = Documents.python("ann", LATER);
        write(document, content);
        return document;
    }

    /** The content of such a document. */
    public static Map<String, Object> document() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("access_token", "the-access-token");
        content.put("refresh_token", "the-refresh-token");
        content.put("access_token_expires_at", LATER);
        content.put("auth_domain", "127.0.0.1:1");
        content.put("client_id", CLIENT);
        content.put("scopes", "openid profile offline_access");
        content.put("audience", "");
        content.put("version", 1);
        content.put("issued_at", System.currentTimeMillis() / 1000 - 60);
        return content;
    }

    /** Stores a document that is private to its owner. */
    public static void write(Path document, Map<String, Object> content) throws IOException {
        Documents.write(document, content);
        Files.setPosixFilePermissions(document, PosixFilePermissions.fromString("rw-------"));
    }
}
