package dev.latchkey.loopback;

/** Handles the requests to one endpoint. */
@FunctionalInterface
interface Handler {
    /**
     * Handles the request.
     *
     * @throws ErrorResponse to reject it
     */
    Answer answer(ReceivedRequest request) throws ErrorResponse;
}
