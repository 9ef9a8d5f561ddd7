package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.ConfigFromOptions;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.Adapters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a provider down. */
@Command(
        name = "add",
        description =
                "Add a provider: --issuer URL --client-id ID, or --device-endpoint and --token-endpoint where it has no"
                        + " discovery, with --scope, --audience, --api-origin and the others as for a login.")
final class ProviderAddCommand extends BaseCommand {
    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Where to keep its sessions: ${COMPLETION-CANDIDATES}.")
    private @Nullable StoreKind store;

    @Option(names = "--no-check", description = "Do not ask the server for its metadata.")
    private boolean noCheck;

    @Option(names = "--force", description = "Replace a provider of that name.")
    private boolean force;

    @Parameters(paramLabel = "NAME", description = "What to call it.")
    private String name = "";

    @Override
    ExitCode run(CliComponent cli) {
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
