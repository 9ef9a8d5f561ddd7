package com.example.boot3;

import com.example.spring.AuthorizingFilter;
import com.example.spring.AuthorizingInterceptor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** An application of Spring Boot 3 whose clients have the token of the session; {@code latchkey login} logs in before it starts. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    RestClient restClient(AuthorizingInterceptor interceptor) {
        return interceptor.applyTo(RestClient.builder()).build();
    }

    @Bean
    WebClient webClient(AuthorizingFilter filter) {
        return filter.applyTo(WebClient.builder()).build();
    }
}
