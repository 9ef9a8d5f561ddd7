package com.example.replicas;

import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.okhttp.AuthorizationIOException;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.session.SessionPool;
import java.io.IOException;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a person can do at any replica. Whoever calls it must be that person: your service has a login of its own, which this example leaves
 * out.
 */
@RestController
@RequestMapping("/people/{person}")
class PeopleController {
    private final SessionPool sessions;
    private final String api;
    private final OkHttpClient client = new OkHttpClient();

    PeopleController(SessionPool sessions, @Value("${api}") String api) {
        this.sessions = sessions;
        this.api = api;
    }

    /** Begins a login; this replica asks the server for its outcome, and stores it for all. */
    @PostMapping("/login")
    Map<String, String> logIn(@PathVariable("person") String person) {
        DeviceCodePrompt prompt =
                session(person).beginLogin(LoginOptions.defaults()).prompt();
        return Map.of(
                "code", prompt.userCode().value(),
                "address", prompt.verificationUri().value());
    }

    /** For the page that shows the code, to be asked every few seconds, whichever replica answers. */
    @GetMapping("/login")
    Map<String, Boolean> isLoggedIn(@PathVariable("person") String person) {
        return Map.of("loggedIn", !session(person).status().isLoginNeeded());
    }

    /** Acts for the person. The token is renewed first if need be, by one replica for all. */
    @GetMapping("/greeting")
    String greeting(@PathVariable("person") String person) throws IOException {
        OkHttpClient authorized = AuthorizedClient.of(client, new DeviceCodeCredential(session(person)));
        Request request = new Request.Builder().url(api + "/api/hello").build();
        try (Response response = authorized.newCall(request).execute()) {
            return response.body().string();
        }
    }

    @PostMapping("/logout")
    void logOut(@PathVariable("person") String person) {
        session(person).logout(LogoutScope.SERVER_AND_LOCAL);
    }

    /** Asked for each time: the pool keeps those that are in use. */
    private AuthSession session(String person) {
        return sessions.session(person);
    }

    @ExceptionHandler(AuthorizationIOException.class)
    ResponseEntity<String> loginRequired(AuthorizationIOException e) throws AuthorizationIOException {
        if (e.reason() instanceof LoginRequiredException) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body("Log in first.");
        }
        throw e;
    }
}
