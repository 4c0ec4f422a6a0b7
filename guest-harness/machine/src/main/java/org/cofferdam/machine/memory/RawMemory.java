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

    private static final ClassDesc SUPER = ClassDesc.of(RawMemory.class.getName());
    private static final ClassDesc SELF = ClassDesc.of(RawMemory.class.getName() + "ByUnsafe");
    private static final String FIELD = "unsafe";

    /** Whose accesses are called. */
    enum Way {
        /** The JVM's own class, which only modules see that it is opened to. */
        INTERNAL("jdk.internal.misc", "compareAndSet"),
        /** The class for all others. */
        PUBLIC("sun.misc", "compareAndSwap");

        private final String unsafe;
        private final String exchange;

        Way(String of, String exchange) {
            unsafe = of + ".Unsafe";
            this.exchange = exchange;
        }

        /** The shortest there is. */
        static Way present() {
            Module own = RawMemory.class.getModule();
            return Object.class.getModule().isOpen("jdk.internal.misc", own) ? INTERNAL : PUBLIC;
        }

        private ClassDesc type() {
            return ClassDesc.of(unsafe);
        }

        /** Pushes the receiver, no object and the address. */
        private CodeBuilder receive(CodeBuilder code) {
            return code.aload(0).getfield(SELF, FIELD, type()).aconst_null().lload(1);
        }

        /** Calls what takes an object more than a method of ours. */
        private CodeBuilder call(CodeBuilder code, String name, MethodTypeDesc own) {
            return code.invokevirtual(type(), name, own.insertParameterTypes(0, ConstantDescs.CD_Object));
        }
    }

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

    /** One that goes this way. */
    static RawMemory make(Way way) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new LinkageError("RISC-V memory is little-endian, and this host is not");
        }
        try {
            Class<?> type = Class.forName(way.unsafe);
            Field instance = type.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            MethodHandles.Lookup defined = MethodHandles.lookup().defineHiddenClass(write(way), true);
            return (RawMemory) defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class, type))
                    .invoke(instance.get(null));
        } catch (Throwable failure) {
            throw new LinkageError("the JVM's access to its process's memory", failure);
        }
    }

    private static byte[] write(Way way) {
        MethodTypeDesc constructor = MethodTypeDesc.of(ConstantDescs.CD_void, way.type());
        return ClassFile.of().build(SELF, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(SUPER);
            type.withField(FIELD, way.type(), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            type.withMethodBody(ConstantDescs.INIT_NAME, constructor, 0, code -> code.aload(0)
                    .invokespecial(SUPER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .aload(0)
                    .aload(1)
                    .putfield(SELF, FIELD, way.type())
                    .return_());
            accesses(type, way, "Byte", "Byte", TypeKind.BYTE);
            accesses(type, way, "Half", "Short", TypeKind.SHORT);
            accesses(type, way, "Word", "Int", TypeKind.INT);
            accesses(type, way, "Double", "Long", TypeKind.LONG);
            exchange(type, way, "Word", "Int", TypeKind.INT);
            exchange(type, way, "Double", "Long", TypeKind.LONG);
        });
    }

    private static void accesses(ClassBuilder type, Way way, String name, String unsafeName, TypeKind kind) {
        MethodTypeDesc load = MethodTypeDesc.of(kind.upperBound(), ConstantDescs.CD_long);
        MethodTypeDesc store = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, kind.upperBound());
        type.withMethodBody("load" + name, load, 0, code -> way.call(way.receive(code), "get" + unsafeName, load)
                .return_(kind));
        type.withMethodBody("store" + name, store, 0, code -> way.call(
                        way.receive(code).loadLocal(kind, 3), "put" + unsafeName, store)
                .return_());
    }

    private static void exchange(ClassBuilder type, Way way, String name, String unsafeName, TypeKind kind) {
        MethodTypeDesc own = MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_long, kind.upperBound(), kind.upperBound());
        type.withMethodBody("exchange" + name, own, 0, code -> way.call(
                        way.receive(code).loadLocal(kind, 3).loadLocal(kind, 3 + kind.slotSize()),
                        way.exchange + unsafeName,
                        own)
                .return_(TypeKind.BOOLEAN));
    }
}
