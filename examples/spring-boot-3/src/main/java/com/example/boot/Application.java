package com.example.boot;

import com.example.spring.SessionFilter;
import com.example.spring.SessionInterceptor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** A Spring Boot 3 or 4 application whose HTTP clients send the session's token. Log in with {@code latchkey login} before starting it. */
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
