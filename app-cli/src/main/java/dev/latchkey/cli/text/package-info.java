/** Text on its way to a person: {@link dev.latchkey.cli.text.SafeLine} takes out what a terminal would act upon. */
@NullMarked
package dev.latchkey.cli.text;

import org.jspecify.annotations.NullMarked;
