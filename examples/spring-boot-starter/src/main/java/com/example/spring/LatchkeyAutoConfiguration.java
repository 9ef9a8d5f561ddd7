package com.example.spring;

import dev.latchkey.Latchkey;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.session.AuthSession;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Provides a session, and the interceptor and filter that add its token to the requests of Spring's clients. */
@AutoConfiguration
@ConditionalOnProperty("latchkey.issuer")
@EnableConfigurationProperties(LatchkeyProperties.class)
public class LatchkeyAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    AuthSession latchkeySession(LatchkeyProperties properties) {
        OAuthProvider.Builder provider = OAuthProvider.discovered(properties.issuer(), properties.clientId());
        properties.apiOrigins().forEach(provider::allowOrigin);
        return Latchkey.open(provider.build());
    }

    @Bean
    @ConditionalOnMissingBean
    RequestAuthorizer latchkeyAuthorizer(AuthSession session) {
        return new DeviceCodeCredential(session);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RestClient.class)
    static class ForRestClient {
        @Bean
        SessionInterceptor latchkeyInterceptor(RequestAuthorizer authorizer) {
            return new SessionInterceptor(authorizer);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebClient.class)
    static class ForWebClient {
        @Bean
        SessionFilter latchkeyFilter(RequestAuthorizer authorizer) {
            return new SessionFilter(authorizer);
        }
    }
}
