package com.example.boot;

import com.example.spring.SessionFilter;
import com.example.spring.SessionInterceptor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** An application of Spring Boot, 3 or 4, whose clients have the token of the session; {@code latchkey login} logs in before it starts. */
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
