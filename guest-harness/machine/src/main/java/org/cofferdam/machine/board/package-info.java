/** QEMU's {@code virt} board: where its devices sit, how they are wired, how it boots, and how its harts take turns. */
package org.cofferdam.machine.board;
