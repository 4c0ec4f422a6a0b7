/** Who owns each frame of physical memory, and how many each owner may have. Used by the core; the platform alone reads it. */
package org.cofferdam.microkernel.frames;
