package dev.latchkey.benchmarks.peer;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.UserCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** The peer google-auth-library: a user's credentials, asked for request headers as its clients do. */
public final class Google {
    private static final URI RESOURCE = URI.create("https://api.example/");

    private final UserCredentials credentials;

    private Google(UserCredentials credentials) {
        this.credentials = credentials;
    }

    /**
     * Credentials with an access token.
     *
     * @param lifeMillis how long the access token is still valid, in milliseconds; negative if it has expired
     */
    public static Google withToken(URI tokenEndpoint, String refreshToken, long lifeMillis) {
        Date expiry = new Date(System.currentTimeMillis() + lifeMillis);
        return new Google(UserCredentials.newBuilder()
                .setClientId("client")
                .setClientSecret("secret")
                .setRefreshToken(refreshToken)
                .setTokenServerUri(tokenEndpoint)
                .setAccessToken(new AccessToken("access", expiry))
                .build());
    }

    /** Credentials from the file that {@link #write} wrote. */
    public static Google read(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return new Google(UserCredentials.fromStream(stream));
        }
    }

    /** Writes the file in the library's own format. */
    public static void write(Path file, URI tokenEndpoint, String refreshToken) throws IOException {
        String text = "{\"type\":\"authorized_user\",\"client_id\":\"client\",\"client_secret\":\"secret\","
                + "\"refresh_token\":\"" + refreshToken + "\",\"token_uri\":\"" + tokenEndpoint + "\"}";
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The headers of a request, with a valid token. */
    public Map<String, List<String>> headers() throws IOException {
        return credentials.getRequestMetadata(RESOURCE);
    }
}
