package org.cofferdam.properties.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The classes that a fault changes, as folders, one for each module, that go before the built ones on a path. */
public final class FaultyClasses {
    private final Fault fault;
    private final Path folder;
    private final SequencedMap<String, byte[]> changed = new LinkedHashMap<>();
    private final Replacements replacements;

    private FaultyClasses(Fault fault, Path folder) {
        this.fault = fault;
        this.folder = folder;
        this.replacements = new Replacements(fault.id(), folder);
    }

    /**
     * Makes a fault.
     *
     * @param folder empty, or with what an earlier call for the same fault wrote; below it a folder for each changed module
     * @return the classes that were changed or added, by binary name, as they are in the folder
     * @throws IllegalArgumentException if an edit does not fit the code as it is built now
     */
    public static Map<String, byte[]> make(Fault fault, Path folder) throws IOException {
        FaultyClasses classes = new FaultyClasses(fault, folder);
        for (Edit edit : fault.edits()) {
            classes.open(edit.className());
        }
        for (Edit edit : fault.edits()) {
            classes.apply(edit);
        }
        for (Map.Entry<String, byte[]> entry : classes.changed.entrySet()) {
            classes.write(entry.getKey(), entry.getValue());
        }
        return Map.copyOf(classes.changed);
    }

    /** Members lose their {@code private}, because the replacements are outside the class. */
    private void open(String name) throws IOException {
        if (changed.containsKey(name)) {
            return;
        }
        ClassModel model = ClassFile.of().parse(built(name));
        ClassTransform widen = (builder, element) -> {
            if (element instanceof MethodModel method) {
                builder.transformMethod(method, (inner, part) -> {
                    if (part instanceof AccessFlags flags) {
                        inner.withFlags(flags.flagsMask() & ~ClassFile.ACC_PRIVATE);
                    } else {
                        inner.with(part);
                    }
                });
            } else if (element instanceof FieldModel field) {
                builder.transformField(field, (inner, part) -> {
                    if (part instanceof AccessFlags flags) {
                        inner.withFlags(flags.flagsMask() & ~ClassFile.ACC_PRIVATE);
                    } else {
                        inner.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        };
        byte[] opened = ClassFile.of().transformClass(model, widen);
        changed.put(name, opened);
        write(name, opened);
    }

    private void apply(Edit edit) {
        ClassModel model = ClassFile.of().parse(changed.get(edit.className()));
        int[] hits = new int[1];
        byte[] after = ClassFile.of().transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel method
                    && method.methodName().equalsString(edit.method())
                    && method.code().isPresent()) {
                builder.transformMethod(method, (inner, part) -> {
                    if (part instanceof CodeModel code) {
                        change(edit, method, code, inner, hits);
                    } else {
                        inner.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        });
        boolean once = !(edit instanceof Edit.Body) || hits[0] == 1;
        if (hits[0] == 0 || !once) {
            throw new IllegalArgumentException("fault " + fault.id() + " does not fit: "
                    + (once ? "nothing to change for " : "several methods have the name of ") + edit);
        }
        changed.put(edit.className(), after);
    }

    private void change(Edit edit, MethodModel method, CodeModel code, MethodBuilder into, int[] hits) {
        switch (edit) {
            case Edit.Redirect redirect -> {
                int[] calls = new int[1];
                into.transformCode(code, (builder, element) -> {
                    if (element instanceof InvokeInstruction call
                            && call.name().equalsString(redirect.callee())
                            && (++calls[0] == redirect.which() || redirect.which() == 0)) {
                        hits[0]++;
                        MethodTypeDesc type = call.typeSymbol();
                        boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
                        callReplacement(
                                builder,
                                redirect.className(),
                                redirect.replacement(),
                                isStatic
                                        ? type
                                        : type.insertParameterTypes(
                                                0, call.owner().asSymbol()));
                    } else {
                        builder.with(element);
                    }
                });
            }
            case Edit.Constant constant ->
                into.transformCode(code, (builder, element) -> {
                    if (isNumber(element, constant.old())) {
                        hits[0]++;
                        if (((ConstantInstruction) element).typeKind() == TypeKind.LONG) {
                            builder.loadConstant(constant.replacement());
                        } else {
                            builder.loadConstant((int) constant.replacement());
                        }
                    } else {
                        builder.with(element);
                    }
                });
            case Edit.Body body -> {
                hits[0]++;
                into.withCode(builder -> replaceBody(builder, method, body));
            }
        }
    }

    private static boolean isNumber(CodeElement element, long value) {
        return element instanceof ConstantInstruction load
                && load.constantValue() instanceof Number number
                && (load.typeKind() == TypeKind.INT || load.typeKind() == TypeKind.LONG)
                && number.longValue() == value;
    }

    private void replaceBody(CodeBuilder builder, MethodModel method, Edit.Body body) {
        MethodTypeDesc type = method.methodTypeSymbol();
        ClassDesc owner = ClassDesc.of(body.className());
        boolean isStatic = method.flags().has(AccessFlag.STATIC);
        int slot = 0;
        if (!isStatic) {
            builder.aload(slot++);
        }
        for (ClassDesc parameter : type.parameterArray()) {
            TypeKind kind = TypeKind.from(parameter);
            builder.loadLocal(kind, slot);
            slot += kind.slotSize();
        }
        callReplacement(
                builder, body.className(), body.replacement(), isStatic ? type : type.insertParameterTypes(0, owner));
        builder.return_(TypeKind.from(type.returnType()));
    }

    private void callReplacement(CodeBuilder builder, String beside, String source, MethodTypeDesc type) {
        Replacements.Compiled compiled = replacements.compile(beside, source);
        for (Map.Entry<String, byte[]> entry : compiled.classes().entrySet()) {
            if (changed.putIfAbsent(entry.getKey(), entry.getValue()) == null) {
                // A later replacement may use what this one keeps.
                write(entry.getKey(), entry.getValue());
            }
        }
        boolean matches = ClassFile.of().parse(compiled.classes().get(compiled.className())).methods().stream()
                .anyMatch(method -> method.methodName().equalsString(compiled.method())
                        && method.methodTypeSymbol().equals(type));
        if (!matches) {
            throw new IllegalArgumentException("fault " + fault.id() + " does not fit: its replacement "
                    + compiled.method() + " has other parameters or another result than " + type.displayDescriptor());
        }
        builder.invokestatic(ClassDesc.of(compiled.className()), compiled.method(), type);
    }

    private void write(String name, byte[] bytes) {
        Path file = folder.resolve(Built.moduleOf(name).module).resolve(name.replace('.', '/') + ".class");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A class file as it was built. */
    static byte[] built(String name) {
        String resource = "/" + name.replace('.', '/') + ".class";
        try (InputStream in = Built.of(name).getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no class " + name);
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
