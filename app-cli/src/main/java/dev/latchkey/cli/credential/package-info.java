/** What other programs ask of a credential helper, and how they want the answer. */
@NullMarked
package dev.latchkey.cli.credential;

import org.jspecify.annotations.NullMarked;
