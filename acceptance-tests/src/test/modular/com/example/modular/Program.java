package com.example.modular;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderFiles;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import java.time.Duration;

/** Logs in at its own server and prints the stored token. The argument names the store. */
public final class Program {
    private Program() {}

    public static void main(String[] args) {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start()) {
            server.autoApprove("alice");
            LocalInstallation mine = installation();
            mine.providers().add("work", config(server), ProviderFiles.Existing.KEEP);
            mine.login(mine.provider(ProviderRequest.named("work")))
                    .in(StoreKind.named(args[0]).orElseThrow())
                    .run(ConsolePrompt.ofThisProcess());
        }
        System.out.println(installation().open("work").accessToken().reveal());
    }

    private static LocalInstallation installation() {
        return LocalInstallation.builder(
                        new OkHttpTransport(ClientSettings.builder().build()), new MoshiJson(), new SystemTimeSource())
                .store("keyring", site -> new KeyringSessionStore(
                        site.documents(), site.lock(), keyring(), site.keyNames(), site.others()))
                .build();
    }

    private static GuardedKeyring keyring() {
        return OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.ABSENT));
    }

    private static ProviderConfig config(LoopbackAuthorizationServer server) {
        return ProviderConfig.builder(server.clientId())
                .issuer(server.issuer().toString())
                .build();
    }
}
