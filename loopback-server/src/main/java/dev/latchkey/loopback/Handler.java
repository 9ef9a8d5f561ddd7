package dev.latchkey.loopback;

/** Answers the requests of one endpoint. */
@FunctionalInterface
interface Handler {
    /**
     * Carries out the request.
     *
     * @throws ErrorResponse to refuse it
     */
    Answer answer(ReceivedRequest request) throws ErrorResponse;
}
