import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authorization server that grants every refresh at once. Run from its source, it writes its port to the file in its argument. */
public final class TokenServer {
    private static final String TOKEN = "n".repeat(1200);

    private TokenServer() {}

    public static void main(String[] arguments) throws IOException {
        // Otherwise each response waits for the client to acknowledge its headers, some 40 ms later.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext(
                "/.well-known/",
                exchange -> answer(
                        exchange,
                        "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + issuer
                                + "/token\",\"device_authorization_endpoint\":\"" + issuer + "/device\"}"));
        server.createContext(
                "/token",
                exchange -> answer(
                        exchange,
                        "{\"access_token\":\"" + TOKEN
                                + "\",\"token_type\":\"Bearer\",\"expires_in\":900,\"refresh_token\":\"r\"}"));
        server.start();
        Files.writeString(Path.of(arguments[0]), issuer);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
