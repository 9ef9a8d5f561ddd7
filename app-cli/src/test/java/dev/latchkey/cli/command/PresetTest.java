package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.local.preset.ServerPresets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Presets on the command line. The content of each preset is tested in auth-local. */
class PresetTest {
    @TempDir
    private Path home;

    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        cli = new InProcessCli(home);
    }

    @Test
    void aProviderAddedFromAPresetIsWrittenInFull() {
        cli.run("provider", "add", "work", "--preset", "github", "--client-id", "me", "--scope", "repo")
                .expect(0)
                .saysOnOut("Added work.");

        Map<String, Object> shown =
                cli.run("provider", "show", "work", "--json").expect(0).onlyJson();
        assertEquals("https://github.com/login/oauth/access_token", shown.get("token_endpoint"));
        assertEquals("me", shown.get("client_id"));
        assertEquals(List.of("repo"), shown.get("scopes"));
        assertEquals("login", shown.get("username_claim"));
        assertFalse(shown.containsKey("preset"));
        cli.run("provider", "list").expect(0).saysOnOut("work      https://github.com/login/oauth/access_token");
    }

    @Test
    void anAdHocPresetProviderIsFoundAgainByTheSameOptions() {
        cli.run("token", "--preset", "github", "--host", "git.example.com", "--client-id", "me")
                .expect(3)
                .saysOnErr("latchkey login --preset github --host git.example.com --client-id me");

        assertFalse(Files.exists(home.resolve("providers")));
    }

    @Test
    void aPresetIsShownWithInstructionsForAClient() {
        cli.run("provider", "show", "--preset", "gitlab")
                .expect(0)
                .saysOnOut("https://gitlab.com/-/user_settings/applications")
                .saysOnOut("issuer: https://{host}")
                .saysOnOut("(default: gitlab.com)");
        assertEquals(
                Map.of("response_type", "device_code"),
                cli.run("provider", "show", "--preset", "amazon", "--json")
                        .expect(0)
                        .onlyJson()
                        .get("device_parameters"));
        cli.run("provider", "show", "work", "--preset", "gitlab").expect(2);
        cli.run("provider", "show").expect(2);
    }

    @Test
    void listsAllPresets() {
        Object providers = cli.run("provider", "list", "--presets", "--json")
                .expect(0)
                .onlyJson()
                .get("providers");
        List<?> listed = assertInstanceOf(List.class, providers);

        assertEquals(
                ServerPresets.NAMES,
                listed.stream().map(one -> ((Map<?, ?>) one).get("name")).toList());
    }

    @Test
    void aMissingVariableIsReportedWithWhatToType() {
        cli.run("provider", "add", "work", "--preset", "github")
                .expect(2)
                .saysOnErr("--client-id. How to get one: latchkey provider show --preset github");
        cli.run("token", "--preset", "keycloak", "--host", "id.example.com", "--client-id", "me")
                .expect(2)
                .saysOnErr("The preset keycloak needs a tenant: the realm.");
        cli.run("token", "--preset", "gitlab", "--host", "https://git.example.com/x", "--client-id", "me")
                .expect(2)
                .saysOnErr("Give only git.example.com.");
        cli.run("token", "--issuer", "https://id.example.com", "--tenant", "x", "--client-id", "me")
                .expect(2)
                .saysOnErr("--host and --tenant belong to a --preset.");
        cli.run("token", "--preset", "git", "--client-id", "me").expect(2).saysOnErr("github, gitlab");
        cli.run("token", "--preset", "github", "--provider", "work", "--client-id", "me")
                .expect(2);
        cli.run("token", "--provider", "github")
                .expect(2)
                .saysOnErr("latchkey provider add github --preset github --client-id ID");
    }
}
