/** Executable papers: one folder a question, with its experiment, benchmarks and text. */
module org.cofferdam.papers {
    requires org.cofferdam.platform;
    requires info.picocli;
    requires static jmh.core;

    exports org.cofferdam.papers;

    opens org.cofferdam.papers to
            info.picocli;
    opens org.cofferdam.papers.costs to
            info.picocli;
    opens org.cofferdam.papers.speed to
            info.picocli;

    uses org.cofferdam.papers.Experiment;

    provides java.util.concurrent.Callable with
            org.cofferdam.papers.PaperCommand;
    provides org.cofferdam.papers.Experiment with
            org.cofferdam.papers.costs.CostsCommand,
            org.cofferdam.papers.speed.SpeedCommand;
}
