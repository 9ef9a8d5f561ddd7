package com.example.people;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.PendingLogin;
import dev.latchkey.testkit.junit.LoopbackServer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LoopbackServer(json = MoshiJson.class)
class PeopleTest {
    @TempDir
    private Path folder;

    private People people;

    @BeforeEach
    void open(LoopbackAuthorizationServer server) {
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .build();
        people = new People(provider, folder);
    }

    @Test
    void eachPersonHasASessionOfTheirOwn(LoopbackAuthorizationServer server) throws Exception {
        PendingLogin alice = people.logIn("alice");
        PendingLogin bob = people.logIn("bob");
        server.approve(bob.prompt().userCode().value(), "bob");
        server.approve(alice.prompt().userCode().value(), "alice");
        await(alice);
        await(bob);

        assertNotEquals(people.token("alice"), people.token("bob"));
        people.logOut("alice");
        assertThrows(LoginRequiredException.class, () -> people.token("alice"));
        people.token("bob");
    }

    @Test
    void nobodyCanLogInForSomeoneElse(LoopbackAuthorizationServer server) {
        PendingLogin alice = people.logIn("alice");
        server.approve(alice.prompt().userCode().value(), "mallory");

        ExecutionException failed = assertThrows(ExecutionException.class, () -> await(alice));

        assertInstanceOf(WrongUserException.class, failed.getCause());
        assertThrows(LoginRequiredException.class, () -> people.token("alice"));
    }

    private static void await(PendingLogin login) throws Exception {
        CompletableFuture<?> result = login.result().toCompletableFuture();
        result.get(30, TimeUnit.SECONDS);
    }
}
