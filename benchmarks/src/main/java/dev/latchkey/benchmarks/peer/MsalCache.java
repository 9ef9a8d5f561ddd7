package dev.latchkey.benchmarks.peer;

import dev.latchkey.benchmarks.server.RotatingServer;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates an msal4j cache with any number of accounts, in its own format. */
public final class MsalCache {
    /** The account's name in each entry: the user and the tenant that the benchmark's server returns. */
    private static final String ACCOUNT = "user.tenant";

    private MsalCache() {}

    /** A cache with one real account and copies of it under other names, up to this count. */
    public static String withAccounts(int count) throws IOException {
        Map<String, Object> cache;
        try (RotatingServer server = RotatingServer.start()) {
            Msal msal = Msal.open(server.tokenEndpoint(), null);
            msal.logIn(server.logIn());
            cache = new MoshiJson().read(Secret.of(msal.cache()));
        } catch (JsonFormatException e) {
            throw new IOException(e);
        }
        Map<String, Object> grown = new LinkedHashMap<>();
        cache.forEach((section, entries) -> grown.put(section, copied((Map<?, ?>) entries, count)));
        return new MoshiJson().write(grown).reveal();
    }

    private static Map<String, Object> copied(Map<?, ?> entries, int count) {
        Map<String, Object> copies = new LinkedHashMap<>();
        for (int number = 0; number < count; number++) {
            String account = number == 0 ? ACCOUNT : "user" + number + ".tenant";
            entries.forEach((key, entry) -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                ((Map<?, ?>) entry).forEach((name, value) -> copy.put((String) name, value));
                copy.computeIfPresent("home_account_id", (name, value) -> account);
                copies.put(((String) key).replace(ACCOUNT, account), copy);
            });
        }
        return copies;
    }
}
