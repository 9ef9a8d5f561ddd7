/**
 * A person's own requests with credentials, streamed through the authorised OkHttp client. Start with
 * {@link dev.latchkey.cli.request.StreamedRequests}.
 */
@NullMarked
package dev.latchkey.cli.request;

import org.jspecify.annotations.NullMarked;
