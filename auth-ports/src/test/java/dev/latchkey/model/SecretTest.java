package dev.latchkey.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Formattable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretTest {
    private static final String TEXT = "hunter2-hunter2";
    private static final Secret SECRET = Secret.of(TEXT);

    /** All the ways in which a secret might be printed by accident. */
    static Stream<String> printed() {
        return Stream.of(
                SECRET.toString(),
                "" + SECRET,
                String.valueOf(SECRET),
                String.format("%s %S %20s %.3s %h", SECRET, SECRET, SECRET, SECRET, SECRET),
                MessageFormat.format("{0}", SECRET),
                List.of(SECRET).toString(),
                Map.of("token", SECRET).toString(),
                Optional.of(SECRET).toString(),
                Arrays.toString(new Object[] {SECRET}),
                new IllegalStateException(SECRET.toString()).toString(),
                new HttpHeader("Authorization", SECRET).toString(),
                new HttpReply(200, List.of(), SECRET).toString(),
                new HttpBody("text/plain", SECRET).toString(),
                HttpCall.post(URI.create("https://a.example/?q=1"), List.of(), new HttpBody("text/plain", SECRET))
                        .toString(),
                new Credentials(List.of(new HttpHeader("Authorization", SECRET)), 1).toString(),
                Verdict.repeatWith(new Credentials(List.of(new HttpHeader("Authorization", SECRET)), 1))
                        .toString());
    }

    @ParameterizedTest
    @MethodSource("printed")
    void printingItByAccidentShowsNothing(String text) {
        assertFalse(text.contains("unter2"), text);
        assertFalse(text.contains("UNTER2"), text);
    }

    @Test
    void itsHashIsNotPrinted() {
        assertFalse(SECRET.toString().contains(Integer.toHexString(SECRET.hashCode())));
        assertEquals(SECRET.toString(), Secret.of("something else").toString(), "not even whether two are the same");
    }

    @Test
    void itCannotBeSerialized() throws Exception {
        assertFalse(Serializable.class.isAssignableFrom(Secret.class));
        assertFalse(Formattable.class.isAssignableFrom(Secret.class));
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThrows(NotSerializableException.class, () -> out.writeObject(SECRET));
            assertThrows(NotSerializableException.class, () -> out.writeObject(new Object[] {SECRET}));
        }
    }

    @Test
    void onlyRevealReturnsTheText() {
        long waysOut = Arrays.stream(Secret.class.getMethods())
                .filter(method -> method.getDeclaringClass() == Secret.class)
                .filter(method -> method.getReturnType() == String.class
                        || method.getReturnType().isArray())
                .filter(method -> !method.getName().equals("toString"))
                .count();

        assertEquals(1, waysOut);
        assertEquals(TEXT, SECRET.reveal());
        assertEquals(0, Secret.class.getFields().length);
    }

    @Test
    void equalTextsAreEqualSecrets() {
        assertEquals(SECRET, Secret.of("hunter2-" + "hunter2"));
        assertEquals(SECRET.hashCode(), Secret.of(TEXT).hashCode());
        assertNotEquals(SECRET, Secret.of(TEXT + "!"));
        assertNotEquals(SECRET, Secret.of(""));
        assertNotEquals(SECRET, (Object) TEXT);
    }
}
