package dev.latchkey.acceptance.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code exec} with the packaged program and launcher. Its command must behave like any process started by a shell. */
class ExecIT {
    /** A two-byte character, and an invalid byte. */
    private static final String ODD_BYTES = "\"$(printf 'a\\303\\251\\377')\"";

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void setUp() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        home = folder.resolve("home");
        new StoredToken(home).fresh("known", "ann");
    }

    @Test
    void theCommandGetsTheTokenAndItsExitCodeIsReturned() throws Exception {
        shell("$lk exec -- sh -c 'echo \"$LATCHKEY_TOKEN\"; exit 7'").expect(7).saysOnOut("the-access-token\n");
        shell("$lk exec --variable MINE ls -d /").expect(0).saysOnOut("/\n");
        shell("$lk exec -- sh -c 'kill -9 $$'").expect(128 + 9);
    }

    @Test
    void noLatchkeyProcessRemains() throws Exception {
        shell("echo $$; exec $lk exec -- sh -c 'echo $$; trap \"echo got USR1\" USR1; kill -USR1 $$; kill $$'")
                .expect(128 + 15)
                .saysOnOut("got USR1\n");
        Run run = shell("echo $$; exec $lk exec -- sh -c 'echo $$'").expect(0);

        assertEquals(
                run.out().lines().toList().get(0), run.out().lines().toList().get(1));
    }

    @Test
    void argumentsArePassedByteForByteInAnyLocale() throws Exception {
        for (String locale : new String[] {"C", "POSIX", "C.UTF-8", "xx_YY"}) {
            Path out = folder.resolve("bytes");
            shell("LC_ALL=" + locale + " $lk exec -- printf '%s|%s' " + ODD_BYTES + " '' >'" + out + "'")
                    .expect(0);

            assertArrayEquals(new byte[] {'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xff, '|'}, Files.readAllBytes(out));
        }
    }

    @Test
    void theCommandGetsTheEnvironmentAndTheToken() throws Exception {
        String names = "LC_ALL=C target=prod home=h java=j minimum=3 line=l answer=a";

        shell("env " + names + " env >'" + folder + "/before'; env " + names + " $lk exec -- env >'" + folder
                        + "/after'")
                .expect(0);

        String after = Files.readString(folder.resolve("after")).replace("LATCHKEY_TOKEN=the-access-token\n", "");
        assertEquals(sorted(Files.readString(folder.resolve("before"))), sorted(after));
    }

    @Test
    void theCommandInheritsDescriptors() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "descriptors are not files here");
        String list =
                "sh -c 'for fd in 0 1 2 3 4 5 6 7 8 9 10 11; do [ ! -e /proc/self/fd/$fd ] || printf \"$fd \" >&2; done'";

        for (String given : new String[] {"", "<&-", ">&-", "<&- >&-", "3</dev/null", "9>/dev/null 5>&1"}) {
            assertEquals(
                    shell(list + " " + given).expect(0).err(),
                    shell("$lk exec -- " + list + " " + given).expect(0).err(),
                    given);
        }
        shell("exec 3>'" + folder + "/three'; $lk exec -- sh -c 'echo mine >&3'")
                .expect(0);
        assertEquals("mine\n", Files.readString(folder.resolve("three")));
    }

    @Test
    void aCommandThatCannotBeRunHasTheShellsExitCodes() throws Exception {
        Files.writeString(folder.resolve("plain"), "");
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\necho \"$#\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

        shell("$lk exec -- no-such-command").expect(127).saysOnErr("latchkey: no-such-command: command not found\n");
        shell("$lk exec -- ./no/such/file").expect(127).saysOnErr("command not found");
        shell("$lk exec -- ''").expect(127);
        shell("$lk exec -- cd /").expect(127);
        shell("$lk exec -- '" + folder + "/plain'").expect(126).saysOnErr("is not an executable file\n");
        shell("$lk exec -- '" + folder + "'").expect(126);
        shell("PATH='" + folder + "' $lk exec -- plain").expect(126);
        shell("PATH=\"/nowhere:" + folder + ":$PATH\" $lk exec -- script a 'b c'")
                .expect(0)
                .saysOnOut("2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "LD_PRELOAD", "IFS", "BASH_ENV", "DYLD_INSERT_LIBRARIES", "NODE_OPTIONS"})
    void refusesAVariableThatDeterminesWhichCodeRuns(String variable) throws Exception {
        shell("$lk exec --variable " + variable + " -- echo ran").expect(2).saysOnErr("--variable " + variable);
    }

    @Test
    void nothingRunsWithoutAToken() throws Exception {
        Run run = shell("$lk --provider bitfount exec -- echo ran").expect(3);

        assertFalse(run.out().contains("ran"), run.out());
    }

    @Test
    void execWithoutACommandIsWrongUsage() throws Exception {
        new StoredToken(home).fresh("exec", "exec");
        Files.copy(home.resolve("providers/known.json"), home.resolve("providers/exec.json"));

        shell("$lk --provider exec token").expect(0).saysOnOut("the-access-token\n");
        shell("$lk --provider exec status --json").expect(0).saysOnOut("\"logged_in\":true");
        shell("$lk switch exec").expect(3);
        shell("$lk exec").expect(2).saysOnErr("exec --help");
        shell("$lk exec -- echo exec exec").expect(0).saysOnOut("exec exec\n");
    }

    @Test
    void undecodableTextIsReportedWithItsPosition() throws Exception {
        for (String locale : new String[] {"C", "C.UTF-8"}) {
            shell("LC_ALL=" + locale + " $lk status --username " + ODD_BYTES)
                    .expect(2)
                    .saysOnErr("Argument 3 is not valid UTF-8");
        }
    }

    @Test
    void theCLocaleAcceptsNonAsciiNames() throws Exception {
        Files.copy(home.resolve("providers/known.json"), home.resolve("providers/known2.json"));

        shell("LC_ALL=C $lk --account 'zoë' status").expect(3).saysOnErr("zoë");
    }

    private static String sorted(String lines) {
        return String.join(
                "\n",
                lines.lines().filter(line -> !line.startsWith("_=")).sorted().toList());
    }

    /** Runs a shell command line in which {@code $lk} is the program, with the known provider. */
    private Run shell(String line) throws IOException, InterruptedException {
        return new PackagedProgram(folder, home)
                .run(
                        Map.of("LATCHKEY_PROVIDER", "known", "lk", PackagedProgram.LAUNCHER),
                        List.of("/bin/sh", "-c", line));
    }
}
