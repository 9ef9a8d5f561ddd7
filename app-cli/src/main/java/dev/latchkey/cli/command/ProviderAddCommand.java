package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.options.ConfigFromOptions;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.Adapters;
import org.jspecify.annotations.Nullable;

/** Writes a provider down. */
final class ProviderAddCommand implements BaseCommand {
    private final @Nullable StoreKind store;
    private final boolean noCheck;
    private final boolean force;
    private final String name;

    ProviderAddCommand(ParsedLine line) {
        this.store = StoreKinds.of(line, "store");
        this.noCheck = line.has("no-check");
        this.force = line.has("force");
        this.name = line.words().get(0);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        ProviderConfig config = ConfigFromOptions.of(cli.options(), store);
        OAuthProvider provider = ProviderSelection.checked(name, config);
        cli.providerFiles().checkAddable(name, force);
        if (!noCheck && provider.endpoints() == null) {
            Adapters adapters = cli.adapters();
            var endpoints =
                    new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time()).endpoints();
            if (endpoints.deviceAuthorization() == null) {
                cli.terminal().warn("The server's metadata names no device_authorization_endpoint; a login will fail.");
            }
        }
        cli.providerFiles().add(name, config, force);
        cli.terminal().say("Added " + name + ". Log in with: latchkey login --provider " + name);
        return ExitCode.DONE;
    }
}
