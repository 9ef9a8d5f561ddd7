package dev.latchkey.local.provider;

import dev.latchkey.bitfount.BitfountEnvironment;
import dev.latchkey.local.storage.AdHocProvider;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.oauth.OAuthProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider that a command is about.
 *
 * @param provider what the core works with
 * @param bitfount Bitfount's environment, or null for any other provider
 * @param store where its sessions are to be kept, or null for whatever is best here
 * @param caFile certificate authorities to trust for it, or null
 */
public record SelectedProvider(
        OAuthProvider provider,
        @Nullable BitfountEnvironment bitfount,
        @Nullable StoreKind store,
        @Nullable Path caFile) {
    /** What it is called here. */
    public String name() {
        return provider.name();
    }

    /** Bitfount's environment, if it is Bitfount. */
    public Optional<BitfountEnvironment> environment() {
        return Optional.ofNullable(bitfount);
    }

    /** Its name for a person: the server, where nobody chose a name. */
    public String shown() {
        if (bitfount != null) {
            return name() + " (" + bitfount.label() + ")";
        }
        return AdHocProvider.isOne(name()) ? provider.authDomain() : name();
    }
}
