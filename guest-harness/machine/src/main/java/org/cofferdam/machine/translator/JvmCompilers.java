package org.cofferdam.machine.translator;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Optional;

/**
 * Has the JVM compile a method when, and by which of its compilers, we say. HotSpot's own tests do that by a class that the JVM gives
 * these functions to if it was started with {@code -XX:+UnlockDiagnosticVMOptions -XX:+WhiteBoxAPI}. The class is theirs and not part
 * of a JDK, so that we write one of that name with the few functions that we need; the boot loader must have it, which
 * {@code --add-opens java.base/jdk.internal.misc} lets us do.
 */
final class JvmCompilers {

    /** The fast compiler, without counting for the optimizing one. */
    static final int QUICK = 1;

    /** The fast compiler, counting whatever the optimizing one wants to know. That follows by itself. */
    static final int COUNTING = 3;

    /** The optimizing compiler. */
    static final int OPTIMIZING = 4;

    private static final String PACKAGE = "jdk.internal.misc";
    private static final ClassDesc WHITE_BOX = ClassDesc.of("jdk.test.whitebox.WhiteBox");
    private static final String ENQUEUE = "enqueueMethodForCompilation0";
    private static final String LEVEL = "getMethodCompilationLevel0";
    private static final ClassDesc EXECUTABLE = ClassDesc.of(Executable.class.getName());

    /** Stands for a method's beginning, where others begin at a loop. */
    private static final int WHOLE = -1;

    private static final Optional<JvmCompilers> FOUND = find();

    private final MethodHandle enqueue;
    private final MethodHandle level;

    private JvmCompilers(Class<?> whiteBox) throws ReflectiveOperationException {
        JvmCompilers.class.getModule().addReads(whiteBox.getModule());
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        enqueue = lookup.findStatic(
                whiteBox, ENQUEUE, MethodType.methodType(boolean.class, Executable.class, int.class, int.class));
        level = lookup.findStatic(whiteBox, LEVEL, MethodType.methodType(int.class, Executable.class, boolean.class));
    }

    /** What talks to the compilers; empty if this JVM has not been started so that it can be done. */
    static Optional<JvmCompilers> present() {
        return FOUND;
    }

    private static Optional<JvmCompilers> find() {
        if (!Object.class.getModule().isOpen(PACKAGE, JvmCompilers.class.getModule())) {
            return Optional.empty();
        }
        try {
            Class<?> whiteBox = define();
            JvmCompilers found = new JvmCompilers(whiteBox);
            Method own = JvmCompilers.class.getDeclaredMethod("present");
            whiteBox.getMethod(LEVEL, Executable.class, boolean.class).invoke(null, own, false);
            whiteBox.getMethod(ENQUEUE, Executable.class, int.class, int.class).invoke(null, own, QUICK, WHOLE);
            // The JVM tells on its standard output what else it could have given. The launcher hides that: no more is
            // hidden from now on.
            whiteBox.getMethod("setBooleanVMFlag", String.class, boolean.class).invoke(null, "DisplayVMOutput", true);
            return Optional.of(found);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof UnsatisfiedLinkError) {
                return Optional.empty(); // without -XX:+WhiteBoxAPI, or in a JDK that has other names for them
            }
            throw new LinkageError("the JVM's compilers", failure);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError("the JVM's compilers", failure);
        }
    }

    private static Class<?> define() throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName(PACKAGE + ".Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Method define = unsafe.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
        define.setAccessible(true);
        byte[] bytes = write();
        Class<?> defined = (Class<?>) define.invoke(instance.get(null), null, bytes, 0, bytes.length, null, null);
        return Class.forName(defined.getName(), true, null);
    }

    private static byte[] write() {
        return ClassFile.of().build(WHITE_BOX, type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
            given(type, "registerNatives", ConstantDescs.MTD_void);
            given(
                    type,
                    ENQUEUE,
                    MethodTypeDesc.of(
                            ConstantDescs.CD_boolean, EXECUTABLE, ConstantDescs.CD_int, ConstantDescs.CD_int));
            given(type, LEVEL, MethodTypeDesc.of(ConstantDescs.CD_int, EXECUTABLE, ConstantDescs.CD_boolean));
            given(
                    type,
                    "setBooleanVMFlag",
                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_boolean));
            type.withMethodBody(
                    ConstantDescs.CLASS_INIT_NAME,
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_STATIC,
                    (CodeBuilder code) -> code.invokestatic(WHITE_BOX, "registerNatives", ConstantDescs.MTD_void)
                            .return_());
        });
    }

    /** A function that the JVM gives. */
    private static void given(ClassBuilder type, String name, MethodTypeDesc signature) {
        type.withMethod(name, signature, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_NATIVE, _ -> {});
    }

    /** Has a method compiled beside, by {@link #QUICK}, {@link #COUNTING} or {@link #OPTIMIZING}. */
    void compile(Method method, int by) {
        try {
            boolean _ = (boolean) enqueue.invokeExact((Executable) method, by, WHOLE);
        } catch (Throwable failure) {
            throw new LinkageError("compiling " + method, failure);
        }
    }

    /** Whether a method has been compiled. */
    boolean hasCompiled(Method method) {
        try {
            return (int) level.invokeExact((Executable) method, false) > 0;
        } catch (Throwable failure) {
            throw new LinkageError("asking for " + method, failure);
        }
    }
}
