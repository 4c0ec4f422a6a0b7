package org.cofferdam.papers;

import java.util.concurrent.Callable;

/**
 * An experiment that anybody can repeat: a picocli command below {@code cofferdam paper}. Its module provides it as a
 * service; its result is the exit code.
 */
public interface Experiment extends Callable<Integer> {}
