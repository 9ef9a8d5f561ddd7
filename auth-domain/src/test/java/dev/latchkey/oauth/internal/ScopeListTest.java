package dev.latchkey.oauth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeListTest {
    @ParameterizedTest(name = "asked {0}, answered {1}: {2}")
    @CsvSource({
        "repo gist, 'repo,gist', repo gist",
        "repo gist, 'repo, gist', repo gist",
        "repo gist, 'repo,,gist,', repo gist",
        "repo gist, repo, repo",
        "repo gist, '', ''",
        "'a,b c', 'a,b', 'a,b'",
        "'a,b c', 'a,b,c', a b c",
        "openid email, openid https://www.googleapis.com/auth/userinfo.email, openid email",
        "profile, https://www.googleapis.com/auth/userinfo.profile, profile",
        "https://www.googleapis.com/auth/userinfo.email, email, https://www.googleapis.com/auth/userinfo.email",
        "email, https://evil.example/auth/userinfo.email, https://evil.example/auth/userinfo.email",
        "openid, openid https://www.googleapis.com/auth/userinfo.email, openid https://www.googleapis.com/auth/userinfo.email",
        "a b, b a b, b a",
        "openid offline_access, openid, openid"
    })
    void grantedScopesHaveTheRequestedNames(String asked, String answered, String granted) {
        assertEquals(ScopeList.words(granted), ScopeList.granted(answered, ScopeList.words(asked), false));
    }

    @Test
    void aRefreshTokenImpliesOfflineAccessIfRequested() {
        List<String> asked = List.of("openid", "offline_access");

        assertEquals(asked, ScopeList.granted("openid", asked, true));
        assertEquals(List.of("offline_access"), ScopeList.granted("", asked, true));
        assertEquals(List.of("openid"), ScopeList.granted("openid", List.of("openid"), true));
    }
}
