package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.Adapters;

/** Writes a provider down. */
public record ProviderAddCommand(Options options, Terminal terminal, LocalInstallation installation)
        implements Command {
    @Override
    public ExitCode run() {
        String name = options.words().get(0);
        boolean force = options.has("force");
        ProviderConfig config = options.described(options.store("store"));
        OAuthProvider provider = ProviderSelection.checked(name, config);
        installation.providers().checkAddable(name, force);
        if (!options.has("no-check") && provider.endpoints() == null) {
            Adapters adapters = installation.adapters();
            var endpoints =
                    new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time()).endpoints();
            if (endpoints.deviceAuthorization() == null) {
                terminal.warn("The server's metadata names no device_authorization_endpoint; a login will fail.");
            }
        }
        installation.providers().add(name, config, force);
        terminal.say("Added " + name + ". Log in with: latchkey login --provider " + name);
        return ExitCode.DONE;
    }
}
