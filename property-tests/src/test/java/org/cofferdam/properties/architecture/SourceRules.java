package org.cofferdam.properties.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that class files do not show: they are read from the sources, as the compiler understands them. */
final class SourceRules {
    private static final List<String> MODULES = List.of(
            "microkernel",
            "isolation-model",
            "guest-harness/machine",
            "guest-harness/guests",
            "guest-harness/platform",
            "guest-harness/manager",
            "guest-harness/console",
            "papers",
            "property-tests");

    @TempDir
    private Path folder;

    /** A new kind of exit, resume or edit must not fall silently into what was meant for others. */
    @Test
    void noSwitchOverASealedTypeHasADefault() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : MODULES) {
            found.addAll(defaults(sources(Path.of("..", module, "src/main/java"))));
        }
        assertEquals(
                List.of(), found, "an exhaustive switch needs no default, and with one it is no longer exhaustive");
    }

    @Test
    void whatTheCoreShowsToOthersIsDocumented() throws IOException {
        assertEquals(List.of(), undocumented(sources(Path.of("../microkernel/src/main/java"))));
    }

    @Test
    void aDefaultOverASealedTypeIsFound() throws IOException {
        Path file = write("""
                sealed interface Example { record Dot() implements Example {} record Line() implements Example {}
                    static int size(Example shape) { return switch (shape) { case Dot() -> 0; default -> 1; }; } }
                """);
        assertEquals(1, defaults(List.of(file)).size());
    }

    @Test
    void aSwitchWithoutDefaultIsFine() throws IOException {
        Path file = write("""
                sealed interface Example { record Dot() implements Example {} record Line() implements Example {}
                    static int size(Example shape) { return switch (shape) { case Dot() -> 0; case Line() -> 1; }; }
                    static int other(int number) { return switch (number) { case 0 -> 0; default -> 1; }; } }
                """);
        assertEquals(List.of(), defaults(List.of(file)));
    }

    @Test
    void aPublicMethodWithoutACommentIsFound() throws IOException {
        Path file = write(
                "/** A. */ public class Example { /** B. */ public void told() {} public void untold() {} void own() {} }");
        List<String> found = undocumented(List.of(file));
        assertEquals(1, found.size());
        assertTrue(found.getFirst().contains("untold"), found::toString);
    }

    private Path write(String source) throws IOException {
        return Files.writeString(folder.resolve("Example.java"), source);
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java") && !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    /** What a rule has to say about one place, or null. */
    private interface Rule {
        String complaint(JavacTask task, Trees trees, TreePath path);
    }

    private static List<String> defaults(List<Path> files) throws IOException {
        return complaints(files, (_, trees, path) -> {
            ExpressionTree selector = selector(path.getLeaf());
            if (selector == null || !isSealed(trees.getTypeMirror(new TreePath(path, selector)))) {
                return null;
            }
            return hasDefault(path.getLeaf())
                    ? "a default over " + trees.getTypeMirror(new TreePath(path, selector))
                    : null;
        });
    }

    private static ExpressionTree selector(Tree tree) {
        return switch (tree) {
            case SwitchTree statement -> statement.getExpression();
            case SwitchExpressionTree expression -> expression.getExpression();
            default -> null;
        };
    }

    private static boolean hasDefault(Tree tree) {
        List<? extends CaseTree> cases =
                tree instanceof SwitchTree statement ? statement.getCases() : ((SwitchExpressionTree) tree).getCases();
        return cases.stream()
                .flatMap(one -> one.getLabels().stream())
                .anyMatch(label -> label instanceof DefaultCaseLabelTree);
    }

    private static boolean isSealed(TypeMirror selector) {
        return selector instanceof DeclaredType declared
                && declared.asElement().getModifiers().contains(Modifier.SEALED);
    }

    private static List<String> undocumented(List<Path> files) throws IOException {
        return complaints(files, (task, trees, path) -> {
            Tree tree = path.getLeaf();
            if (!(tree instanceof MethodTree || tree instanceof ClassTree) || trees.getDocComment(path) != null) {
                return null;
            }
            Element element = trees.getElement(path);
            boolean told = element == null
                    || !isShown(element)
                    || element.getAnnotation(Override.class) != null
                    || task.getElements().getOrigin(element) == Elements.Origin.MANDATED
                    || isPartOfARecord(element);
            return told ? null : element + " has no comment";
        });
    }

    /** Public, and inside nothing that is not. */
    private static boolean isShown(Element element) {
        boolean shown = true;
        for (Element at = element;
                shown && at != null && at.getKind() != ElementKind.PACKAGE;
                at = at.getEnclosingElement()) {
            shown = at.getModifiers().contains(Modifier.PUBLIC);
        }
        return shown;
    }

    /** What the record's own comment tells. */
    private static boolean isPartOfARecord(Element element) {
        return element.getKind() == ElementKind.CONSTRUCTOR
                && element.getEnclosingElement().getKind() == ElementKind.RECORD;
    }

    private static List<String> complaints(List<Path> files, Rule rule) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    problem -> {},
                    Arrays.asList("-proc:none", "-cp", System.getProperty("java.class.path")),
                    null,
                    units);
            Trees trees = Trees.instance(task);
            Iterable<? extends CompilationUnitTree> parsed = task.parse();
            task.analyze();
            for (CompilationUnitTree unit : parsed) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void scan(Tree tree, Void nothing) {
                        if (tree != null) {
                            TreePath path = getCurrentPath() == null
                                    ? new TreePath(unit)
                                    : new TreePath(getCurrentPath(), tree);
                            String complaint = tree == unit ? null : rule.complaint(task, trees, path);
                            if (complaint != null) {
                                long line = unit.getLineMap()
                                        .getLineNumber(
                                                trees.getSourcePositions().getStartPosition(unit, tree));
                                found.add(Path.of(unit.getSourceFile().getName())
                                                .getFileName() + ":" + line + ": " + complaint);
                            }
                        }
                        return super.scan(tree, null);
                    }
                }.scan(unit, null);
            }
        }
        return found;
    }
}
