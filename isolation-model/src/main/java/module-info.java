/** The specification of isolation and its engines, which know no code: it is written in their language alone. */
module org.cofferdam.isolation {
    exports org.cofferdam.isolation;
    exports org.cofferdam.isolation.core;
    exports org.cofferdam.isolation.evaluate;
    exports org.cofferdam.isolation.language;
}
