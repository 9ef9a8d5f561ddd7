package dev.latchkey.okhttp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A socket that fails with a {@link ReplyTooLargeException} when it has received too much. */
final class BoundedSocket extends Socket {
    private final AtomicLong left;
    private final int replyLimit;

    /**
     * @param most the maximum number of bytes to receive
     * @param replyLimit the limit to report when there are more
     */
    BoundedSocket(long most, int replyLimit) {
        left = new AtomicLong(most);
        this.replyLimit = replyLimit;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int octet = in.read();
                count(octet < 0 ? 0 : 1);
                return octet;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = in.read(buffer, offset, length);
                count(count);
                return count;
            }
        };
    }

    private void count(int received) throws ReplyTooLargeException {
        if (received > 0 && left.addAndGet(-received) < 0) {
            throw new ReplyTooLargeException(replyLimit);
        }
    }
}
