package dev.latchkey.cli.doctor;

import dev.latchkey.cli.doctor.Finding.State;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.console.Browser;
import dev.latchkey.console.PromptStyle;
import dev.latchkey.console.ScreenSize;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.StorageException;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.storage.StoreCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what a login displays things with, and who else can access what it stores. */
record MachineCheck(Terminal terminal, Environment environment) {
    Finding browser() {
        Browser browser = new Browser(environment.variables(), environment.system());
        return browser.isNearby()
                ? Finding.ok("Browser", "opened with " + browser.program())
                : Finding.absent(
                        "Browser",
                        "none is opened over SSH, in a container, in CI or without a screen; open the page elsewhere");
    }

    Finding ofTerminal() {
        PromptStyle style = PromptStyle.of(terminal, environment.variables(), Set.of());
        if (!style.live()) {
            return Finding.absent("Terminal", "none, or a plain one: a login prints plain lines");
        }
        ScreenSize size = style.size();
        String colour = style.coloured() ? "in colour" : "without colour";
        String measures = ", " + size.columns() + " columns and " + size.rows() + " rows";
        return Finding.ok("Terminal", size.equals(ScreenSize.UNKNOWN) ? colour : colour + measures);
    }

    Finding permissions(LatchkeyFolders folders) {
        Path home = folders.home();
        try {
            Optional<String> owner = folders.owner();
            folders.check();
            if (owner.isEmpty() && !Files.exists(home)) {
                return Finding.absent("Permissions", home + " does not exist yet; the first login creates it");
            }
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(home);
            String text = PosixFilePermissions.toString(modes);
            boolean wide = modes.stream().anyMatch(mode -> !mode.name().startsWith("OWNER"));
            return wide
                    ? Finding.warning("Permissions", home + " is open to others (" + text + "). Run: chmod 700 " + home)
                    : Finding.ok("Permissions", home + " is private to " + owner.orElse("you") + " (" + text + ")");
        } catch (StorageException e) {
            return Finding.warning("Permissions", String.valueOf(e.getMessage()));
        } catch (UnsupportedOperationException e) {
            return Finding.absent("Permissions", home + " is on a file system without modes");
        } catch (IOException e) {
            return Finding.warning(
                    "Permissions", home + " cannot be checked: " + e.getClass().getSimpleName());
        }
    }

    /** A missing keyring does not prevent a login; sessions are then stored in files. */
    static Finding store(String what, StoreCheck check) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("backend", check.name());
        facts.put(what.toLowerCase(Locale.ROOT) + "_state", check.state());
        facts.put("latency_millis", check.latency().toMillis());
        String times = " Checked in " + check.latency().toMillis() + " ms";
        Duration roundTrip = check.roundTrip();
        if (roundTrip != null) {
            facts.put("round_trip_millis", roundTrip.toMillis());
            times += "; an entry was written, read and deleted in " + roundTrip.toMillis() + " ms";
        }
        State state = switch (check.outcome()) {
            case READY -> State.OK;
            case ABSENT -> State.ABSENT;
            case UNUSABLE -> State.FAILED;
        };
        ExitCode code = state == State.FAILED ? ExitCode.STORAGE : ExitCode.DONE;
        return new Finding(what, state, code, check.message() + times + ".", facts);
    }
}
