package dev.latchkey.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.console.Terminal;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.UnreachableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureReportTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aKnownFailurePrintsOnlyItsMessage() {
        assertEquals(ExitCode.LOGIN_REQUIRED, print(new LoginRequiredException("Log in first."), false));
        assertEquals("latchkey: Log in first.", shown());
    }

    @Test
    void aLongRemedyPointsToTheHelp() {
        print(new UnreachableException("No network.", null, null), false);
        assertEquals(
                List.of("latchkey: No network.", "More: latchkey help trouble"),
                shown().lines().toList());
    }

    @Test
    void aWrappedFailureIsFound() {
        assertEquals(
                ExitCode.LOGIN_REQUIRED,
                print(new IOException("x", new LoginRequiredException("Log in first.")), false));
        assertEquals("latchkey: Log in first.", shown());
    }

    @Test
    void aForeignExceptionsMessageIsNotShownAsItMayContainASecret() {
        assertEquals(ExitCode.UNEXPECTED, print(new IllegalStateException("token=s3cret"), true));

        assertFalse(shown().contains("s3cret"), shown());
        assertTrue(shown().contains("java.lang.IllegalStateException"), shown());
    }

    @Test
    void onlyVerboseShowsWhereAnUnexpectedErrorHappened() {
        print(new IllegalStateException("x"), false);
        assertEquals(1, shown().lines().count());
        print(new IllegalStateException("x"), true);
        assertTrue(shown().contains("    at dev.latchkey."), shown());
    }

    @Test
    void verboseListsTheClassesOfTheCauses() {
        print(new LoginRequiredException("Log in.", new IOException("s3cret")), true);

        assertTrue(shown().contains("LoginRequiredException <- java.io.IOException"), shown());
        assertFalse(shown().contains("s3cret"), shown());
    }

    private ExitCode print(Throwable thrown, boolean verbose) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return FailureReport.print(thrown, Terminal.of(InputStream.nullInputStream(), stream, stream), verbose);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }
}
