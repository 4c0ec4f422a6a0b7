package org.cofferdam.machine.devicetree;

/**
 * Where an interrupt line leads: input {@code source} of the interrupt controller whose node has {@code controller} as its phandle. One
 * cell a specifier, as for {@code riscv,cpu-intc} and {@code sifive,plic-1.0.0}.
 */
public record InterruptSpecifier(int controller, int source) {}
