/**
 * What other programs ask of a credential helper, and how they want the answer: {@link dev.latchkey.cli.credential.GitCredential},
 * {@link dev.latchkey.cli.credential.DockerCredential}, {@link dev.latchkey.cli.credential.ExecCredential}.
 */
@NullMarked
package dev.latchkey.cli.credential;

import org.jspecify.annotations.NullMarked;
