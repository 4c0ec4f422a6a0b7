/** Loaders, bundled guests and the fetching of Debian's. */
module org.cofferdam.guests {
    requires transitive org.cofferdam.machine;
    requires info.picocli;
    requires jdk.jfr;
    requires org.apache.commons.compress;
    requires org.tukaani.xz;

    exports org.cofferdam.guests.bundled;
    exports org.cofferdam.guests.conformance;
    exports org.cofferdam.guests.debian;
    exports org.cofferdam.guests.debugger;
    exports org.cofferdam.guests.loader;
    exports org.cofferdam.guests.storage;
    exports org.cofferdam.guests.terminal;

    opens org.cofferdam.guests.command to
            info.picocli;

    provides java.util.concurrent.Callable with
            org.cofferdam.guests.command.ConformanceCommand,
            org.cofferdam.guests.command.DisasmCommand,
            org.cofferdam.guests.command.GuestsCommand,
            org.cofferdam.guests.command.MachineCommand;
}
