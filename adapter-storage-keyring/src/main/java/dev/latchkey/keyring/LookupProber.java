package dev.latchkey.keyring;

import com.github.javakeyring.PasswordAccessException;

/**
 * Looks at a keyring by asking it for an entry that never exists, which touches no secret: "none" means that it is ready. For
 * macOS and Windows, where java-keyring can tell nothing else.
 */
final class LookupProber implements Prober {
    private static final String NEVER_AN_ENTRY = "probe";

    private final String service;
    private final OpenKeyring.Opener opener;

    LookupProber(String service, OpenKeyring.Opener opener) {
        this.service = service;
        this.opener = opener;
    }

    @Override
    public KeyringFinding look() throws Exception {
        OpenKeyring keyring;
        try {
            keyring = opener.open();
        } catch (Exception | LinkageError e) {
            return KeyringFinding.of(KeyringState.UNSUPPORTED, e);
        }
        try (keyring) {
            keyring.get(service, NEVER_AN_ENTRY);
            return KeyringFinding.of(KeyringState.READY);
        } catch (PasswordAccessException e) {
            return FailureText.saysMissing(e)
                    ? KeyringFinding.of(KeyringState.READY)
                    : KeyringFinding.of(FailureText.stateIn(e).orElse(KeyringState.FAILED), e);
        }
    }
}
