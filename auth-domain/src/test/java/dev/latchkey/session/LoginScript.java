package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.testkit.RecordingPrompt;
import org.jspecify.annotations.Nullable;

/** A login that the scripted server grants at the first poll. */
final class LoginScript {
    final RecordingPrompt prompt = new RecordingPrompt();
    private final World world;

    LoginScript(World world) {
        this.world = world;
    }

    LoginScript code() {
        world.http.reply(
                200,
                "{\"device_code\":\"dc-1\",\"user_code\":\"ABCD\",\"expires_in\":900,"
                        + "\"verification_uri\":\"https://auth.example/d\"}");
        return this;
    }

    /** A code, then the tokens {@code at-N} and {@code rt-N}. */
    LoginScript grants(int number, @Nullable Secret idToken) {
        return grantsLess(number, idToken, "");
    }

    LoginScript grantsLess(int number, @Nullable Secret idToken, String moreFields) {
        String idTokenField = idToken == null ? "" : ",\"id_token\":\"" + idToken.reveal() + "\"";
        code();
        world.http.reply(200, World.tokensJson(number).replace("}", idTokenField + moreFields + "}"));
        return this;
    }

    /** A code, then the tokens of this user, whose name the server reports. */
    LoginScript grants(int number, String subject, String username) {
        return grants(number, IdTokens.of(world, subject, username, null));
    }

    /** The server accepts this many revocations. */
    LoginScript revokes(int times) {
        for (int i = 0; i < times; i++) {
            world.http.reply(200, "");
        }
        return this;
    }
}
