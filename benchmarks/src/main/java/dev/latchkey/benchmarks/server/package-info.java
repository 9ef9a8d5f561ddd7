/** The token endpoint that all sides are measured against. */
@NullMarked
package dev.latchkey.benchmarks.server;

import org.jspecify.annotations.NullMarked;
