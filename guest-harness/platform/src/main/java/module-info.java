/** Where core, machine and model meet: the only room that knows all three. */
module org.cofferdam.platform {
    requires transitive org.cofferdam.microkernel;
    requires transitive org.cofferdam.machine;
    requires transitive org.cofferdam.isolation;

    exports org.cofferdam.platform;
}
