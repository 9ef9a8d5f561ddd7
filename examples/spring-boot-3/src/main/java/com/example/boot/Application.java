package com.example.boot;

import com.example.spring.SessionFilter;
import com.example.spring.SessionInterceptor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A Spring Boot 3 or 4 application whose HTTP clients send the session's token. Log in before starting it, with the values of {@code
 * latchkey.issuer} and {@code latchkey.client-id}: {@code latchkey --issuer ISSUER --client-id CLIENT login}.
 */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    RestClient restClient(SessionInterceptor interceptor) {
        return interceptor.applyTo(RestClient.builder()).build();
    }

    @Bean
    WebClient webClient(SessionFilter filter) {
        return filter.applyTo(WebClient.builder()).build();
    }
}
