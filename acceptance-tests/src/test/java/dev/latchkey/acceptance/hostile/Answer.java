package dev.latchkey.acceptance.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** What a server does with a request, well-behaved or not. */
@FunctionalInterface
interface Answer {
    /** Answers; when it returns, the connection is closed. */
    void to(Socket connection) throws IOException, InterruptedException;

    /** A whole answer. */
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

    /** A success in JSON. */
    static Answer json(String body) {
        return http(200, "application/json", body);
    }

    /** An OAuth error. */
    static Answer error(String code) {
        return http(400, "application/json", "{\"error\":\"" + code + "\"}");
    }

    /** These bytes and then the end; {@code \n} is written as HTTP wants it. */
    static Answer bytes(String text) {
        return connection ->
                connection.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** No word, and the end. */
    static Answer closed() {
        return connection -> {};
    }

    /** No word, and a reset. */
    static Answer reset() {
        return connection -> connection.setSoLinger(true, 0);
    }

    /** A beginning, and then nothing for a long time. */
    static Answer stalled(String beginning) {
        return connection -> {
            bytes(beginning).to(connection);
            connection.getOutputStream().flush();
            TimeUnit.MINUTES.sleep(10);
        };
    }

    /** A head, and then a byte of it now and then. */
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

    /** A head, and then the block of bytes so many times; whoever has enough may hang up. */
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

    /** So many mebibytes of blanks, packed to a thousandth. */
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
