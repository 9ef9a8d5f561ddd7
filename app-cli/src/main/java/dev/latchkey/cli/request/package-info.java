/** The user's own requests, streamed through the authorized OkHttp client. */
@NullMarked
package dev.latchkey.cli.request;

import org.jspecify.annotations.NullMarked;
