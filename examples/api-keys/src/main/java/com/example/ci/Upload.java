package com.example.ci;

import dev.latchkey.Latchkey;
import dev.latchkey.bitfount.BitfountSession;
import dev.latchkey.error.AuthException;
import dev.latchkey.model.HttpReply;
import java.net.URI;

/**
 * A job for a CI system, which cannot prompt anyone. It reads {@code BITFOUNT_API_KEY_ID} and {@code BITFOUNT_API_KEY} from the
 * environment. On a developer's machine without these variables, the same program prompts for a login.
 */
public final class Upload {
    public static void main(String[] args) {
        URI hub = URI.create(args[0]);
        System.exit(run(Latchkey.bitfount(System.getenv("BITFOUNT_USERNAME")), hub));
    }

    static int run(BitfountSession session, URI uri) {
        try {
            HttpReply reply = session.get(uri);
            System.out.println(reply.body().reveal());
            return reply.isSuccess() ? 0 : 1;
        } catch (AuthException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }
}
