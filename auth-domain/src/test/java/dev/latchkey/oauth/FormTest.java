package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
    @Test
    void fieldsAreInOrderAndEncodedAsInAppendixB() {
        Form form =
                new Form(Dialect.STANDARD).with("a", "x y").with("b", "1+1=2&3").with("c/d", Secret.of("\u00a3"));

        assertEquals(
                "a=x+y&b=1%2B1%3D2%263&c%2Fd=%C2%A3",
                form.toBody(new MoshiJson()).content().reveal());
        assertEquals(
                "application/x-www-form-urlencoded",
                form.toBody(new MoshiJson()).contentType());
    }

    @Test
    void aFieldWithoutAValueIsOmittedAndAnotherMayBeRepeated() {
        Form form = new Form(Dialect.STANDARD)
                .with("a", "")
                .with("b", (String) null)
                .with("c", "1")
                .with("c", "2");

        assertEquals("c=1&c=2", form.toBody(new MoshiJson()).content().reveal());
    }

    @Test
    void aFormIsNotPrinted() {
        assertFalse(new Form(Dialect.STANDARD)
                .with("a", "secret")
                .toBody(new MoshiJson())
                .toString()
                .contains("secret"));
    }

    @Test
    void aWrittenFormIsReadBack() {
        Secret body = new Form(Dialect.STANDARD)
                .with("a b", "x&y")
                .with("c", "=")
                .toBody(new MoshiJson())
                .content();

        assertEquals(Map.of("a b", "x&y", "c", "="), Form.read(body));
    }

    @Test
    void malformedFieldsAreIgnoredAndTheLastOfDuplicatesWins() {
        Map<String, Object> read = Form.read(Secret.of("&&=x&novalue&bad=%zz&%zz=bad&cut=%4&a=1&a=2&empty=&b=c=d"));

        assertEquals(Map.of("a", "2", "empty", "", "b", "c=d"), read);
        assertEquals(List.of("a", "empty", "b"), List.copyOf(read.keySet()));
    }
}
