package com.example.replicas;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.LocalKeys;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.SessionPool;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A service that acts for people, in as many replicas as you like: what they share is in PostgreSQL. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /** @param keys a file with the same keys on each replica, such as a mounted secret */
    @Bean
    SessionDatabase sessionDatabase(@Value("${sessions.url}") String url, @Value("${sessions.keys}") Path keys) {
        SessionDatabase database = SessionDatabase.connect(url, LocalKeys.ofFile(keys), new SystemTimeSource());
        database.migrate();
        return database;
    }

    @Bean
    OAuthProvider provider(
            @Value("${provider.issuer}") String issuer,
            @Value("${provider.client-id}") String clientId,
            @Value("${api}") URI api) {
        return OAuthProvider.discovered(issuer, clientId).allowOrigin(api).build();
    }

    @Bean
    SessionPool sessions(OAuthProvider provider, SessionDatabase database) {
        TimeSource time = new SystemTimeSource();
        Adapters adapters =
                Adapters.of(new OkHttpTransport(), new MoshiJson(), database.store(""), database.lock(""), time);
        return SessionPool.open(provider, adapters, 10_000);
    }

    /** Closed before the pool and the database are: a renewal under way needs them. */
    @Bean
    DisposableBean lastRenewals(SessionPool sessions) {
        return () -> {
            sessions.close();
            sessions.awaitRenewals(Duration.ofSeconds(60));
        };
    }
}
