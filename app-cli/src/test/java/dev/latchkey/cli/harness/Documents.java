package dev.latchkey.cli.harness;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.loopback.IssuedTokens;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.StoredSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stored sessions, for tests that start with one or change one. */
public final class Documents {
    private Documents() {}

    /** The only document with this name below the folder. */
    public static Path only(Path folder, String name) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(name))
                    .reduce((one, another) -> {
                        throw new AssertionError("more than one " + name);
                    })
                    .orElseThrow(() -> new AssertionError("no " + name + " below " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a document so that its access token expired a minute ago. */
    public static void expire(Path document) {
        double now = System.currentTimeMillis() / 1000.0;
        Map<String, Object> session = read(document);
        session.put("issued_at", now - 3660);
        session.put("access_token_expires_at", now - 60);
        write(document, session);
    }

    /**
     * A session whose tokens were issued just now.
     *
     * @param username the username, or null if the provider did not say it
     */
    public static StoredSession session(
            OAuthProvider provider, IssuedTokens tokens, @Nullable String username, long nowMillis) {
        return StoredSession.builder(tokens.accessToken(), SessionBinding.of(provider))
                .refreshToken(tokens.refreshToken().orElse(null))
                .idToken(username == null ? null : tokens.idToken().orElse(null))
                .expiresAt(Instant.ofEpochMilli(nowMillis + tokens.life().toMillis()))
                .issuedAt(Instant.ofEpochMilli(nowMillis))
                .loggedInAt(Instant.ofEpochMilli(nowMillis))
                .subject(username == null ? null : "loopback|" + username)
                .username(username)
                .tokenType("Bearer")
                .build();
    }

    /** A document as Bitfount's Python client writes it. */
    public static Map<String, Object> python(String username, long expiresAtSeconds) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("access_token", "python-access-token");
        document.put("refresh_token", "python-refresh-token");
        document.put("id_token", idToken(username));
        document.put("access_token_expires_at", expiresAtSeconds + 0.25);
        document.put("auth_domain", "auth.bitfount.com");
        document.put("client_id", "8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO");
        document.put("scopes", "profile openid offline_access");
        document.put("audience", "https://hub.bitfount.com/api");
        return document;
    }

    /** The document as a mutable map. */
    public static Map<String, Object> read(Path document) {
        try {
            return new LinkedHashMap<>(new MoshiJson().read(Secret.of(Files.readString(document))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonFormatException e) {
            throw new AssertionError("no JSON in " + document, e);
        }
    }

    /** Writes the document and creates its folder. */
    public static void write(Path document, Map<String, Object> content) {
        writeText(document, new MoshiJson().write(content).reveal());
    }

    /** Writes any text in place of a document. */
    public static void writeText(Path document, String text) {
        try {
            Path folder = document.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(document, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String idToken(String username) {
        String payload = new MoshiJson()
                .write(Map.of(
                        "iss",
                        "https://auth.bitfount.com/",
                        "sub",
                        "auth0|" + username,
                        "aud",
                        "8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO",
                        "https://www.bitfount.com/username",
                        username))
                .reveal();
        return base64("{\"alg\":\"RS256\"}") + "." + base64(payload) + "." + base64("signature");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
