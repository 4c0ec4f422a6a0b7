/** Executable papers: one folder a question, with its experiment, benchmarks and text. */
module org.cofferdam.papers {
    requires org.cofferdam.machine;
    requires static jmh.core;
}
