package dev.latchkey.cli.command;

import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.ServerPreset;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.provider.ConfigurationException;
import dev.latchkey.local.provider.ProviderFiles.Existing;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.Adapters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks for a provider's settings in a terminal and builds the equivalent command line. */
record ProviderDialogue(Terminal terminal, LocalInstallation installation) {
    /** The command line, as it could have been typed. */
    List<String> ask() {
        List<String> words = new ArrayList<>(List.of("provider", "add"));
        String usualName = askServer(words);
        words.addAll(List.of("--client-id", required("Client ID: ")));
        option(words, "--client-secret-file", "File with the client secret (empty if there is none): ", false);
        words.add(2, askName(usualName));
        return words;
    }

    /** Tries what a login needs, including a device code, which is not used; returns whether to continue. */
    boolean isTried(OAuthProvider provider) {
        Adapters adapters = installation.adapters();
        try {
            new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time()).authorize();
            terminal.note("The server gave a device code, so a login can begin there.");
            return true;
        } catch (AuthException e) {
            terminal.note(FailureReport.message(e));
            return answer("Add it anyway? [y/N] ").toLowerCase(Locale.ROOT).startsWith("y");
        }
    }

    /** Asks for the server and its URL; returns a suggested name. */
    private String askServer(List<String> words) {
        terminal.note("Which server? Type a part of its name, its issuer's URL, or nothing to see the list.");
        while (true) {
            String typed = answer("Server: ");
            if (typed.startsWith("https://") || typed.startsWith("http://")) {
                words.addAll(List.of("--issuer", typed));
                return "work";
            }
            List<ServerPreset> found = found(typed.toLowerCase(Locale.ROOT));
            if (found.size() == 1) {
                askPlace(found.get(0), words);
                return found.get(0).name();
            }
            found.forEach(preset -> terminal.note("  " + preset.name() + ": " + preset.server()));
            if (found.isEmpty()) {
                terminal.note("No preset is called " + UsageException.quoted(typed) + ".");
            }
        }
    }

    private List<ServerPreset> found(String typed) {
        List<ServerPreset> found = new ArrayList<>();
        for (String name : ServerPresets.NAMES) {
            ServerPreset preset = installation.presets().named(name);
            if (name.equals(typed)) {
                return List.of(preset);
            }
            if (name.contains(typed) || preset.server().toLowerCase(Locale.ROOT).contains(typed)) {
                found.add(preset);
            }
        }
        return found;
    }

    private void askPlace(ServerPreset preset, List<String> words) {
        terminal.note(preset.server() + ". " + preset.client());
        words.addAll(List.of("--preset", preset.name()));
        Map<String, Object> shown = preset.shown();
        for (String variable : List.of("host", "tenant")) {
            Object meaning = shown.get(variable);
            if (meaning != null) {
                String question = variable + ", " + meaning + ": ";
                boolean isRequired = meaning.toString().endsWith("(required)");
                option(words, "--" + variable, question, isRequired);
            }
        }
    }

    private void option(List<String> words, String option, String question, boolean isRequired) {
        String typed = isRequired ? required(question) : answer(question);
        if (!typed.isEmpty()) {
            words.addAll(List.of(option, typed));
        }
    }

    private String askName(String usual) {
        while (true) {
            String typed = answer("Name for it here (default: " + usual + "): ");
            String name = typed.isEmpty() ? usual : typed;
            try {
                installation.providers().checkAddable(name, Existing.KEEP);
                return name;
            } catch (ConfigurationException e) {
                terminal.note(FailureReport.message(e));
            }
        }
    }

    private String required(String question) {
        String typed = "";
        while (typed.isEmpty()) {
            typed = answer(question);
        }
        return typed;
    }

    private String answer(String question) {
        return terminal.ask(question)
                .orElseThrow(() -> new CancelledException("Nothing was added.", null))
                .strip();
    }
}
