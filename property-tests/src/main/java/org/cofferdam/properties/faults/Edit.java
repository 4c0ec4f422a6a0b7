package org.cofferdam.properties.faults;

/** One change to one method of one class. It has to fit: a change that finds nothing to change is an error, so that the corpus cannot rot. */
public sealed interface Edit {
    /** Binary name of the class, for example {@code org.cofferdam.microkernel.Grants}. */
    String className();

    /** Name of the method; of all its overloads, if there are any. */
    String method();

    /**
     * Makes a call go elsewhere.
     *
     * @param callee      name of the method that is called
     * @param which       the how-manieth such call in the method, from 1; 0 for each
     * @param replacement source of a static method, without modifiers, that takes the receiver, if there is one, and the arguments. It is
     *                    compiled in the package of the class and sees all of that class's members.
     */
    record Redirect(String className, String method, String callee, int which, String replacement) implements Edit {}

    /**
     * Puts one constant in the place of another, wherever the method loads it.
     *
     * @param old the value, of type int or long
     */
    record Constant(String className, String method, long old, long replacement) implements Edit {}

    /**
     * Replaces all that a method does.
     *
     * @param replacement source of a static method, as for {@link Redirect}, that takes {@code this}, unless the method is static, and its
     *                    parameters
     */
    record Body(String className, String method, String replacement) implements Edit {}
}
