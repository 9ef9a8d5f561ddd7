/** Checks for problems that would prevent a login. Start with {@link dev.latchkey.cli.doctor.Doctor}. */
@NullMarked
package dev.latchkey.cli.doctor;

import org.jspecify.annotations.NullMarked;
