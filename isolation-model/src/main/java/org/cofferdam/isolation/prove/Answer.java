package org.cofferdam.isolation.prove;

/** What came of a question, and how long it took. */
public record Answer(Question question, Verdict verdict, long microseconds) {}
