package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuersTest {
    private static final String TEMPLATE = "https://h.example/{tenantid}/v2.0";

    @ParameterizedTest
    @CsvSource({
        "https://h.example, https://h.example",
        "https://h.example/, https://h.example/",
        "https://h.example/.well-known/openid-configuration, https://h.example",
        "' https://h.example/a/.well-known/openid-configuration ', https://h.example/a",
        "https://h.example/.well-known/oauth-authorization-server, https://h.example",
        "https://h.example/.well-known/oauth-authorization-server/a/b, https://h.example/a/b",
        "https://h.example/.well-known/openid-configuration/a, https://h.example/a",
        "https://h.example/.well-known/openid-configurations, https://h.example/.well-known/openid-configurations",
        "https://h.example/.well-known/other, https://h.example/.well-known/other"
    })
    void aMetadataUrlIsConvertedToItsIssuer(String pasted, String issuer) {
        assertEquals(issuer, Issuers.ofPasted(pasted));
        assertEquals(
                Optional.of(issuer),
                OAuthProvider.discovered(pasted, "client").build().issuer());
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example, https://h.example, true",
        "https://h.example/, https://h.example, true",
        "https://h.example, https://h.example/, true",
        "https://h.example, https://h.example//, false",
        "https://h.example/common/v2.0, https://h.example/{tenantid}/v2.0, true",
        "https://h.example/common/v2.0/, https://h.example/{tenantid}/v2.0, true",
        "https://h.example/{tenantid}/v2.0, https://h.example/{tenantid}/v2.0, true",
        "https://h.example/a/b/v2.0, https://h.example/{tenantid}/v2.0, false",
        "https://h.example/v2.0, https://h.example/{tenantid}/v2.0, false",
        "https://other.example/common/v2.0, https://h.example/{tenantid}/v2.0, false",
        "https://common.example/v2.0, https://{tenantid}.example/v2.0, false",
        "https://h.example, https://{tenantid}, false",
        "https://h.example/common, https://h.example/{other}, false"
    })
    void metadataMayNameItsOwnIssuerOrATemplateForAllTenants(String asked, String named, boolean may) {
        assertEquals(may, Issuers.mayCallItself(asked, named));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example/t-1/v2.0, t-1, true",
        "https://h.example/t-2/v2.0, t-1, false",
        "https://h.example/t-1/v2.0, , false",
        "https://h.example//v2.0, '', false",
        "https://h.example/a/b/v2.0, a/b, false",
        "https://h.example/{tenantid}/v2.0, {tenantid}, false",
        "https://evil.example/t-1/v2.0, t-1, false"
    })
    void onlyTheIdTokensTenantFillsTheTemplate(String iss, String tid, boolean issued) {
        assertEquals(issued, Issuers.hasIssued(TEMPLATE, claims(iss, "tid", tid)));
        assertFalse(Issuers.hasIssued(TEMPLATE, claims(iss, "tenantid", tid)), "no other claim does");
    }

    @ParameterizedTest
    @CsvSource({"https://h.example, true", "https://h.example/, false"})
    void anIssuerWithoutATemplateIsComparedUnchanged(String iss, boolean issued) {
        assertEquals(issued, Issuers.hasIssued("https://h.example", claims(iss, "tid", "t-1")));
        assertTrue(Issuers.isSame(iss, "https://h.example"));
    }

    private static IdTokenClaims claims(String iss, String name, String tid) {
        return new IdTokenClaims(iss, "sub", List.of("client"), tid == null ? Map.of() : Map.of(name, tid));
    }
}
