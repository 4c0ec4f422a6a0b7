/** Who owns each frame of physical memory, and how many each owner may have. Used by the core alone. */
package org.cofferdam.microkernel.frames;
