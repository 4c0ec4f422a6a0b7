package org.cofferdam.machine.memory;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteOrder;

/**
 * Loads and stores by absolute address, without any check. The one subclass calls what a compiler of the JVM replaces by the bare access:
 * {@code jdk.internal.misc.Unsafe} where that is open to this module, else {@code sun.misc.Unsafe}, which takes three methods to come there.
 * A {@code MemorySegment} takes fifteen; the optimizing compiler inlines so much in a translated region and no more. The subclass is written
 * at run time because no source may name those classes without a warning.
 */
abstract class RawMemory {

    private static final String INTERNAL = "jdk.internal.misc";
    private static final boolean OPEN = Object.class.getModule().isOpen(INTERNAL, RawMemory.class.getModule());
    private static final String UNSAFE = (OPEN ? INTERNAL : "sun.misc") + ".Unsafe";
    private static final ClassDesc OTHER = ClassDesc.of(UNSAFE);
    private static final ClassDesc SUPER = ClassDesc.of(RawMemory.class.getName());
    private static final ClassDesc SELF = ClassDesc.of(RawMemory.class.getName() + "ByUnsafe");
    private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(ConstantDescs.CD_void, OTHER);
    private static final String FIELD = "unsafe";

    abstract byte loadByte(long host);

    abstract short loadHalf(long host);

    abstract int loadWord(long host);

    abstract long loadDouble(long host);

    abstract void storeByte(long host, byte value);

    abstract void storeHalf(long host, short value);

    abstract void storeWord(long host, int value);

    abstract void storeDouble(long host, long value);

    /** Stores {@code value} if the four bytes, aligned, are {@code expected}; whether they were. A full fence either way. */
    abstract boolean exchangeWord(long host, int expected, int value);

    /** The same with eight bytes. */
    abstract boolean exchangeDouble(long host, long expected, long value);

    /** The one instance. */
    static RawMemory make() {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new LinkageError("RISC-V memory is little-endian, and this host is not");
        }
        try {
            Class<?> type = Class.forName(UNSAFE);
            Field instance = type.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            MethodHandles.Lookup defined = MethodHandles.lookup().defineHiddenClass(write(), true);
            return (RawMemory) defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class, type))
                    .invoke(instance.get(null));
        } catch (Throwable failure) {
            throw new LinkageError("the JVM's access to its process's memory", failure);
        }
    }

    private static byte[] write() {
        return ClassFile.of().build(SELF, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(SUPER);
            type.withField(FIELD, OTHER, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            type.withMethodBody(ConstantDescs.INIT_NAME, CONSTRUCTOR, 0, code -> code.aload(0)
                    .invokespecial(SUPER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .aload(0)
                    .aload(1)
                    .putfield(SELF, FIELD, OTHER)
                    .return_());
            accesses(type, "Byte", "Byte", TypeKind.BYTE);
            accesses(type, "Half", "Short", TypeKind.SHORT);
            accesses(type, "Word", "Int", TypeKind.INT);
            accesses(type, "Double", "Long", TypeKind.LONG);
            exchange(type, "Word", "Int", TypeKind.INT);
            exchange(type, "Double", "Long", TypeKind.LONG);
        });
    }

    private static void accesses(ClassBuilder type, String name, String unsafeName, TypeKind kind) {
        MethodTypeDesc load = MethodTypeDesc.of(kind.upperBound(), ConstantDescs.CD_long);
        MethodTypeDesc store = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, kind.upperBound());
        type.withMethodBody("load" + name, load, 0, code -> unsafe(code)
                .invokevirtual(OTHER, "get" + unsafeName, others(load))
                .return_(kind));
        type.withMethodBody("store" + name, store, 0, code -> unsafe(code)
                .loadLocal(kind, 3)
                .invokevirtual(OTHER, "put" + unsafeName, others(store))
                .return_());
    }

    private static void exchange(ClassBuilder type, String name, String unsafeName, TypeKind kind) {
        MethodTypeDesc own = MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_long, kind.upperBound(), kind.upperBound());
        type.withMethodBody("exchange" + name, own, 0, code -> unsafe(code)
                .loadLocal(kind, 3)
                .loadLocal(kind, 3 + kind.slotSize())
                .invokevirtual(OTHER, (OPEN ? "compareAndSet" : "compareAndSwap") + unsafeName, others(own))
                .return_(TypeKind.BOOLEAN));
    }

    /** The same from an object, of which there is none. */
    private static MethodTypeDesc others(MethodTypeDesc own) {
        return own.insertParameterTypes(0, ConstantDescs.CD_Object);
    }

    /** Pushes the receiver, no object and the address. */
    private static CodeBuilder unsafe(CodeBuilder code) {
        return code.aload(0).getfield(SELF, FIELD, OTHER).aconst_null().lload(1);
    }
}
