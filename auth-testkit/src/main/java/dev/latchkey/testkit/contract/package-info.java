/**
 * An abstract contract test for each port. To test an adapter, extend the test named after the port and override the method that creates
 * the adapter.
 */
@NullMarked
package dev.latchkey.testkit.contract;

import org.jspecify.annotations.NullMarked;
