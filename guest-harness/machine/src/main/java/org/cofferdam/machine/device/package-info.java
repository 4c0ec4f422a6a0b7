/**
 * The devices of QEMU's {@code virt} board. Each owns its registers, its reset and its device-tree node, and knows neither hart nor
 * board: it reaches the world through {@link org.cofferdam.machine.device.InterruptLine}, {@link org.cofferdam.machine.memory.DmaPort},
 * {@link org.cofferdam.machine.device.CharacterDevice} and {@link org.cofferdam.machine.device.Storage} alone, so that the same class
 * serves the bare machine and a partition's monitor.
 */
package org.cofferdam.machine.device;
