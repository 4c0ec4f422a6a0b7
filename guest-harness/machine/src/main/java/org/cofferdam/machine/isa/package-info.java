/**
 * The instruction table: one annotated static method is one instruction, and decoder, assembler and disassembler are
 * all read from its annotations. Works on any classes it is given and knows nothing of a hart.
 */
package org.cofferdam.machine.isa;
