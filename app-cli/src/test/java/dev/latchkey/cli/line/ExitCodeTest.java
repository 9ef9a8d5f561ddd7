package dev.latchkey.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.error.WrongUserException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {
    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(1, new IllegalStateException("x")),
                Arguments.of(2, new UsageException("x")),
                Arguments.of(3, new LoginRequiredException("x")),
                Arguments.of(4, new LoginDeniedException("x")),
                Arguments.of(4, new DeviceCodeExpiredException("x")),
                Arguments.of(5, new ServerRefusedException("x", "invalid_client", 401)),
                Arguments.of(6, new UnreachableException("x", null, null)),
                Arguments.of(7, new StorageException(StorageException.Reason.LOCKED, "x", "x", null)),
                Arguments.of(7, new LockTimeoutException("x")),
                Arguments.of(8, new WrongUserException("x")),
                Arguments.of(8, new AuthEnvironmentException("x")),
                Arguments.of(130, new CancelledException("x")));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyExceptionHasItsExitCode(int code, Throwable thrown) {
        assertEquals(code, ExitCode.of(thrown).code());
    }

    @Test
    void theTableCoversEveryKind() {
        Set<AuthException.Kind> known = table().map(row -> row.get()[1])
                .filter(AuthException.class::isInstance)
                .map(thrown -> ((AuthException) thrown).kind())
                .collect(Collectors.toSet());

        assertEquals(Arrays.stream(AuthException.Kind.values()).collect(Collectors.toSet()), known);
    }
}
