/** Text that is printed from the core's declarations, so that nobody writes it twice. Used by commands and tests. */
package org.cofferdam.manager.reference;
