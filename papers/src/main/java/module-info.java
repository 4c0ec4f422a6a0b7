/** Executable papers: one folder a question, with its experiment, benchmarks and text. */
module org.cofferdam.papers {
    requires org.cofferdam.guests;
    requires org.cofferdam.platform;
    requires com.fasterxml.jackson.databind;
    requires commons.math3;
    requires info.picocli;
    requires java.desktop;
    requires java.management;
    requires org.knowm.xchart;
    requires static jmh.core;

    exports org.cofferdam.papers;

    opens org.cofferdam.papers to
            info.picocli;
    opens org.cofferdam.papers.costs to
            info.picocli;
    opens org.cofferdam.papers.speed to
            com.fasterxml.jackson.databind,
            info.picocli;

    uses org.cofferdam.papers.Experiment;

    provides java.util.concurrent.Callable with
            org.cofferdam.papers.PaperCommand;
    provides org.cofferdam.papers.Experiment with
            org.cofferdam.papers.costs.CostsCommand,
            org.cofferdam.papers.speed.SpeedCommand;
}
