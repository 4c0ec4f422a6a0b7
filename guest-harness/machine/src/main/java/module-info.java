/** An emulated RISC-V board, QEMU virt compatible, that knows no hypervisor. */
module org.cofferdam.machine {
    exports org.cofferdam.machine.floatingpoint;
    exports org.cofferdam.machine.isa;
}
