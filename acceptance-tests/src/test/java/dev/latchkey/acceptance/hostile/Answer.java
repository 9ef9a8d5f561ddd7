package dev.latchkey.acceptance.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** How a server responds to a request, properly or not. */
@FunctionalInterface
interface Answer {
    /** Responds. The connection is closed when this returns. */
    void to(Socket connection) throws IOException, InterruptedException;

    /** A complete response. */
    static Answer http(int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " Whatever\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        return connection -> {
            OutputStream out = connection.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
        };
    }

    /** A success response with JSON. */
    static Answer json(String body) {
        return http(200, "application/json", body);
    }

    /** An OAuth error response. */
    static Answer error(String code) {
        return http(400, "application/json", "{\"error\":\"" + code + "\"}");
    }

    /** These bytes, then closes the connection; {@code \n} is sent as CRLF. */
    static Answer bytes(String text) {
        return connection ->
                connection.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Closes the connection without a response. */
    static Answer closed() {
        return connection -> {};
    }

    /** Resets the connection without a response. */
    static Answer reset() {
        return connection -> connection.setSoLinger(true, 0);
    }

    /** The start of a response, then nothing for a long time. */
    static Answer stalled(String beginning) {
        return connection -> {
            bytes(beginning).to(connection);
            connection.getOutputStream().flush();
            TimeUnit.MINUTES.sleep(10);
        };
    }

    /** Header fields, then one byte at a time. */
    static Answer dripping() {
        return connection -> {
            OutputStream out = connection.getOutputStream();
            bytes("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 100000\n\n")
                    .to(connection);
            for (int i = 0; i < 100_000; i++) {
                out.write(' ');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        };
    }

    /** Header fields, then this block many times, unless the client closes the connection. */
    static Answer pouring(String head, String block, long times) {
        byte[] content = block.getBytes(StandardCharsets.ISO_8859_1);
        return connection -> {
            bytes(head).to(connection);
            OutputStream out = connection.getOutputStream();
            for (long i = 0; i < times; i++) {
                out.write(content);
            }
            out.flush();
        };
    }

    /** This many mebibytes of spaces, compressed to a thousandth of their size. */
    static Answer bomb(int mebibytes) {
        return connection -> {
            bytes("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Encoding: gzip\nConnection: close\n\n")
                    .to(connection);
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            try (GZIPOutputStream packed = new GZIPOutputStream(connection.getOutputStream())) {
                for (int i = 0; i < mebibytes; i++) {
                    packed.write(blanks);
                }
            }
        };
    }
}
