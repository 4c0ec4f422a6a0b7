/**
 * Disk images as files: raw, and qcow2 as QEMU's docs/interop/qcow2.txt describes it, with backing files and overlays.
 * An image may come from a stranger: whatever it says is checked before use, and a lie ends in an {@link java.io.IOException}.
 */
package org.cofferdam.guests.storage;
