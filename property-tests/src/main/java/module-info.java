/** Properties, architecture rules and differential tests over the whole house. */
module org.cofferdam.properties {
    requires org.cofferdam.microkernel;
    requires org.cofferdam.machine;
    requires org.cofferdam.platform;
    requires org.cofferdam.isolation;
    requires info.picocli;
    requires jdk.compiler;

    opens org.cofferdam.properties.faults to
            info.picocli;

    provides java.util.concurrent.Callable with
            org.cofferdam.properties.faults.FaultsCommand;
}
