/**
 * The instructions: each room is an extension, each static method an instruction. Rooms know the hart by its public
 * surface; nobody calls them but the operations made from the instruction table.
 */
package org.cofferdam.machine.instructions;
