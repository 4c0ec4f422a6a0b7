/** The trusted partition core: it keeps partitions apart and uses nothing but java.base. */
module org.cofferdam.microkernel {
    exports org.cofferdam.microkernel;
    exports org.cofferdam.microkernel.hardware;
    exports org.cofferdam.microkernel.frames;
}
