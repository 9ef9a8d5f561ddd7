package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import java.util.Arrays;
import java.util.Optional;

/**
 * The page where a person approves or denies a login (RFC 8628 §3.3). Only a form from our own page is accepted: it repeats the value of a
 * cookie, which no other site can read or set.
 */
final class VerificationEndpoint implements Handler {
    private static final String COOKIE = "latchkey_csrf";
    private static final String DEFAULT_USERNAME = "demo";
    private static final int LONGEST_USERNAME = 255;

    private final DeviceCodes codes;
    private final VerificationPage page;
    private final TokenMint mint;

    VerificationEndpoint(DeviceCodes codes, VerificationPage page, TokenMint mint) {
        this.codes = codes;
        this.page = page;
        this.mint = mint;
    }

    @Override
    public Answer answer(ReceivedRequest request) {
        return switch (request.method()) {
            case "GET" -> show(request.query());
            case "POST" -> decide(request);
            default -> Answer.empty(405).withHeader("Allow", "GET, POST");
        };
    }

    private Answer show(FormParameters query) {
        Optional<String> userCode = query.first("user_code").filter(code -> !code.isBlank());
        if (userCode.isEmpty()) {
            return page.askForCode();
        }
        return ask(userCode.get(), DEFAULT_USERNAME, "");
    }

    private Answer ask(String userCode, String username, String alert) {
        Optional<DeviceCode> code = codes.undecided(userCode);
        if (code.isEmpty()) {
            return page.unknownCode();
        }
        String csrf = mint.unguessable();
        return page.askToApprove(code.get(), csrf, username, alert)
                .withHeader("Set-Cookie", COOKIE + "=" + csrf + "; Path=/device; HttpOnly; SameSite=Strict");
    }

    private Answer decide(ReceivedRequest request) {
        String userCode = request.parameter("user_code").orElse("");
        String username = request.parameter("username").orElse("").strip();
        if (!cameFromOurPage(request)) {
            return ask(userCode, DEFAULT_USERNAME, "Please decide on this page; nothing was done yet.");
        }
        return switch (request.parameter("decision").orElse("")) {
            case "approve" -> approve(userCode, username);
            case "deny" -> codes.deny(userCode) ? page.denied() : page.unknownCode();
            default -> ask(userCode, username, "Approve or deny.");
        };
    }

    private Answer approve(String userCode, String username) {
        if (username.isEmpty()
                || username.length() > LONGEST_USERNAME
                || username.chars().anyMatch(Character::isISOControl)) {
            return ask(userCode, DEFAULT_USERNAME, "A username has 1 to 255 characters.");
        }
        return codes.approve(userCode, username) ? page.approved(username) : page.unknownCode();
    }

    private static boolean cameFromOurPage(ReceivedRequest request) {
        Secret inForm = Secret.of(request.parameter("csrf").orElse(""));
        return !inForm.isEmpty()
                && request.header("Cookie").stream()
                        .flatMap(header -> Arrays.stream(header.split(";")))
                        .map(String::strip)
                        .filter(pair -> pair.startsWith(COOKIE + "="))
                        .anyMatch(pair ->
                                Secret.of(pair.substring(COOKIE.length() + 1)).equals(inForm));
    }
}
