/** An emulated RISC-V board, QEMU virt compatible, that knows no hypervisor. */
module org.cofferdam.machine {
    requires jdk.unsupported;

    exports org.cofferdam.machine.floatingpoint;
    exports org.cofferdam.machine.hart;
    exports org.cofferdam.machine.instructions;
    exports org.cofferdam.machine.iommu;
    exports org.cofferdam.machine.isa;
    exports org.cofferdam.machine.board;
    exports org.cofferdam.machine.debug;
    exports org.cofferdam.machine.device;
    exports org.cofferdam.machine.devicetree;
    exports org.cofferdam.machine.firmware;
    exports org.cofferdam.machine.memory;
    exports org.cofferdam.machine.state;
    exports org.cofferdam.machine.translator;
}
