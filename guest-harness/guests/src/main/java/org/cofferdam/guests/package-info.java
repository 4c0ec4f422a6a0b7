/**
 * Loaders, bundled guests and the fetching of Debian's.
 */
package org.cofferdam.guests;
