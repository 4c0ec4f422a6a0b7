/**
 * The guests that come with Cofferdam: small programs in C and assembly whose sources are in {@code src/main/guests} and
 * whose binaries are resources of this module, so that nobody needs a cross compiler to run them.
 */
package org.cofferdam.guests.bundled;
