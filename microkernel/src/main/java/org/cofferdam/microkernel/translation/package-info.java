/** Guest-physical to machine-physical: the G-stage tables that harts walk, and the VMIDs that name them. Used by the core alone. */
package org.cofferdam.microkernel.translation;
