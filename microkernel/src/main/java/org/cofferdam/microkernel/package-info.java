/**
 * The trusted partition core: it keeps partitions apart and uses nothing but java.base. The platform uses
 * {@link org.cofferdam.microkernel.Microkernel}, the manager {@link org.cofferdam.microkernel.Control}, a monitor its
 * {@link org.cofferdam.microkernel.Monitor}.
 *
 * <p>To read it in one sitting: {@code Microkernel}, {@code Exits} (what a trap leads to), {@code SbiCall} (what guests
 * may ask), {@code Dispatcher} and {@code PhysicalHart} (who runs next, and the switch), {@code VirtualHart},
 * {@code Control} and {@code Partitions} (a partition's life), {@code Hypercall}, {@code Grants}, {@code Ports} and
 * {@code Doorbells} (what joins partitions), {@code AssignedDevices} and {@code Iommu}, then the packages
 * {@code translation} and {@code frames}.
 */
package org.cofferdam.microkernel;
