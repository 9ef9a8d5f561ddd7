/** What would stop a login here, looked for one thing after the other. Start with {@link dev.latchkey.cli.doctor.Doctor}. */
@NullMarked
package dev.latchkey.cli.doctor;

import org.jspecify.annotations.NullMarked;
