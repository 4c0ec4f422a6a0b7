package org.cofferdam.machine.translator;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cofferdam.machine.hart.Missed;
import org.cofferdam.machine.isa.FastPaths;
import org.cofferdam.machine.isa.SlowPath;

/**
 * Copies of instructions' methods that throw {@link Missed} in place of calling a {@link SlowPath}. What the copies are made of is the
 * JVM's code of the originals, so that nothing is said twice: each class with {@link FastPaths} and each class of instructions gets a
 * companion beside it, with the copies of those of its methods that lead to a slow path. The JVM has one of each.
 */
final class LeavingMethods {
    /** The one: a class has but one companion. */
    static final LeavingMethods SHARED = new LeavingMethods();

    private static final String SUFFIX = "Leaving";
    private static final ClassDesc MISSED = Callee.described(Missed.class);

    private record Key(Class<?> owner, String name, MethodTypeDesc type) {}

    private final Map<Class<?>, ClassModel> models = new LinkedHashMap<>();
    private final Map<Class<?>, Set<String>> slow = new LinkedHashMap<>();
    private final Set<Class<?>> rooms = new LinkedHashSet<>();
    private final Map<Key, Boolean> leading = new LinkedHashMap<>();
    private final Set<Class<?>> accompanied = new LinkedHashSet<>();

    private LeavingMethods() {}

    /** What to call for an instruction's method: its copy, or itself if it leads to no slow path. */
    synchronized Callee of(Method instruction) {
        Callee original = Callee.of(instruction);
        rooms.add(instruction.getDeclaringClass());
        Key key = new Key(instruction.getDeclaringClass(), instruction.getName(), original.type());
        return leads(key) ? copy(key) : original;
    }

    private Callee copy(Key original) {
        if (accompanied.add(original.owner)) {
            define(original.owner);
        }
        MethodTypeDesc type = isStatic(method(original).orElseThrow())
                ? original.type
                : original.type.insertParameterTypes(0, Callee.described(original.owner));
        return new Callee(companion(original.owner), original.name, type);
    }

    private static ClassDesc companion(Class<?> original) {
        return ClassDesc.of(original.getName() + SUFFIX);
    }

    /** Whether a method calls a slow path, or a method that does. */
    private boolean leads(Key key) {
        Boolean known = leading.get(key);
        if (known == null) {
            leading.put(key, false); // in case it calls itself
            known = method(key).flatMap(MethodModel::code).stream()
                    .flatMap(CodeModel::elementStream)
                    .anyMatch(element -> isSlow(element)
                            || followed(element).filter(this::leads).isPresent());
            leading.put(key, known);
        }
        return known;
    }

    /** Whether a method has a copy: one that leads to a slow path, and what only its own class may call. */
    private boolean isCopied(Key key) {
        return leads(key) || method(key).filter(LeavingMethods::isPrivate).isPresent();
    }

    /** The method that an element of code calls, if it is of a class that may have a companion. */
    private Optional<Key> followed(CodeElement element) {
        if (element instanceof InvokeInstruction call) {
            Class<?> owner = owner(call);
            if (owner.isAnnotationPresent(FastPaths.class) || rooms.contains(owner)) {
                return Optional.of(new Key(owner, call.name().stringValue(), call.typeSymbol()));
            }
        }
        return Optional.empty();
    }

    private boolean isSlow(CodeElement element) {
        return element instanceof InvokeInstruction call
                && slow.computeIfAbsent(owner(call), LeavingMethods::slowPaths)
                        .contains(call.name().stringValue());
    }

    private static Set<String> slowPaths(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(at -> Stream.of(at.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(SlowPath.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<MethodModel> method(Key key) {
        return models.computeIfAbsent(key.owner, LeavingMethods::read).methods().stream()
                .filter(method -> method.methodName().equalsString(key.name)
                        && method.methodTypeSymbol().equals(key.type))
                .findFirst();
    }

    private static boolean isPrivate(MethodModel method) {
        return method.flags().has(AccessFlag.PRIVATE)
                && !method.methodName().stringValue().startsWith("<");
    }

    private static boolean isStatic(MethodModel method) {
        return method.flags().has(AccessFlag.STATIC);
    }

    /** Whose method is called. */
    private static Class<?> owner(InvokeInstruction call) {
        String name = call.owner().asInternalName().replace('/', '.');
        try {
            return name.startsWith("[") ? Object.class : Class.forName(name);
        } catch (ClassNotFoundException failure) {
            throw new LinkageError("finding " + name, failure);
        }
    }

    private static ClassModel read(Class<?> type) {
        try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).parse(bytes.readAllBytes());
        } catch (IOException failure) {
            throw new LinkageError("reading " + type.getName(), failure);
        }
    }

    private void define(Class<?> original) {
        byte[] bytes = ClassFile.of().build(companion(original), type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            models.computeIfAbsent(original, LeavingMethods::read).methods().forEach(method -> {
                Key key = new Key(original, method.methodName().stringValue(), method.methodTypeSymbol());
                if (isCopied(key)) {
                    copy(type, key, method.code().orElseThrow());
                }
            });
        });
        try {
            MethodHandles.privateLookupIn(original, MethodHandles.lookup()).defineClass(bytes);
        } catch (IllegalAccessException failure) {
            throw new LinkageError("defining the companion of " + original.getName(), failure);
        }
    }

    private void copy(ClassBuilder type, Key original, CodeModel code) {
        Callee copy = copy(original);
        type.withMethod(
                copy.name(),
                copy.type(),
                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                method -> method.transformCode(code, this::leaveOrCopy));
    }

    private void leaveOrCopy(CodeBuilder code, CodeElement element) {
        if (isSlow(element)) {
            code.getstatic(MISSED, "INSTANCE", MISSED).athrow();
            return;
        }
        followed(element)
                .filter(this::isCopied)
                .ifPresentOrElse(key -> copy(key).write(code), () -> code.with(element));
    }
}
