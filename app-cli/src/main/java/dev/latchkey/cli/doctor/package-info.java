/** What would prevent a login here. Start with {@link dev.latchkey.cli.doctor.Doctor}. */
@NullMarked
package dev.latchkey.cli.doctor;

import org.jspecify.annotations.NullMarked;
