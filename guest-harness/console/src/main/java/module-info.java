/** The command line. It knows no command by name: each module brings its own. */
module org.cofferdam.console {
    requires info.picocli;

    uses java.util.concurrent.Callable;

    opens org.cofferdam.console to
            info.picocli;
}
