package com.example.dagger;

import dagger.BindsInstance;
import dagger.Component;
import dagger.Module;
import dagger.Provides;
import dev.latchkey.Latchkey;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.AuthSession;
import java.io.IOException;
import java.net.URI;
import javax.inject.Singleton;
import okhttp3.OkHttpClient;

/** One session and one client for the whole program, provided by Dagger: {@code Program ISSUER CLIENT_ID URL}. */
@Singleton
@Component(modules = Program.LoginModule.class)
public interface Program {
    AuthSession session();

    Hello hello();

    @Component.Factory
    interface Factory {
        Program create(@BindsInstance OAuthProvider provider);
    }

    @Module
    final class LoginModule {
        private LoginModule() {}

        @Provides
        @Singleton
        static AuthSession session(OAuthProvider provider) {
            return Latchkey.open(provider);
        }

        @Provides
        @Singleton
        static OkHttpClient client(AuthSession session) {
            return Latchkey.authorize(new OkHttpClient(), session);
        }
    }

    static void main(String[] args) throws IOException {
        URI api = URI.create(args[2]);
        Program program = DaggerProgram.factory()
                .create(OAuthProvider.discovered(args[0], args[1])
                        .allowOrigin(api)
                        .build());
        program.session().ensureLoggedIn(Latchkey.console());
        System.out.println(program.hello().call(api));
    }
}
