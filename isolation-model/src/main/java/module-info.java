/** The specification of isolation and its engines, which know no code: it is written in their language alone. */
module org.cofferdam.isolation {
    requires info.picocli;
    requires smtinterpol;
    requires tools.aqua.turnkey.z3;

    exports org.cofferdam.isolation;
    exports org.cofferdam.isolation.agreement;
    exports org.cofferdam.isolation.core;
    exports org.cofferdam.isolation.evaluate;
    exports org.cofferdam.isolation.explore;
    exports org.cofferdam.isolation.language;
    exports org.cofferdam.isolation.mutate;
    exports org.cofferdam.isolation.prove;

    opens org.cofferdam.isolation.command to
            info.picocli;
    opens org.cofferdam.isolation.explore to
            info.picocli;

    provides java.util.concurrent.Callable with
            org.cofferdam.isolation.command.ProveCommand,
            org.cofferdam.isolation.command.SpecCommand,
            org.cofferdam.isolation.explore.ExploreCommand;
}
