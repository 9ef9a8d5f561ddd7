package com.example.retrofit;

import dev.latchkey.Latchkey;
import dev.latchkey.session.AuthSession;
import java.net.URI;
import okhttp3.OkHttpClient;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.GET;

/** An API as a Retrofit interface. */
public interface HelloApi {
    /** Its response. */
    record Greeting(String message, String username) {}

    @GET("api/hello")
    Call<Greeting> hello();

    /** The API at this URL; each call carries the session's token. */
    static HelloApi at(URI base, AuthSession session) {
        return new Retrofit.Builder()
                .baseUrl(base.toString())
                .client(Latchkey.authorize(new OkHttpClient(), session))
                .addConverterFactory(MoshiConverterFactory.create())
                .build()
                .create(HelloApi.class);
    }
}
