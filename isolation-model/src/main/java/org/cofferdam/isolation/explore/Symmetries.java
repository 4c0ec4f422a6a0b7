package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.isolation.explore.SmallWorld.Entry;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;

/**
 * Which elements of a small world are interchangeable: a specification speaks of them by its constants and its configuration
 * alone, so what keeps these keeps the states, the steps and the claims.
 */
final class Symmetries {
    private final Specification specification;
    private final SmallWorld world;
    private final Fields fields;

    Symmetries(GroundSystem system) {
        specification = system.specification();
        world = system.world();
        fields = system.fields();
    }

    /** Every renaming that keeps the configuration, the identity first, of all sorts but one. */
    List<Permutation> all(Optional<Sort> except) {
        List<Permutation> all = List.of(new Permutation(Map.of()));
        for (Sort sort : specification.sorts()) {
            if (except.filter(sort::equals).isPresent() || !occurs(sort)) {
                continue;
            }
            List<Permutation> more = new ArrayList<>();
            for (Permutation permutation : all) {
                for (List<Integer> image : renamings(sort)) {
                    Map<Sort, List<Integer>> images = new HashMap<>(permutation.images());
                    images.put(sort, image);
                    more.add(new Permutation(images));
                }
            }
            all = more;
        }
        return all.stream().filter(this::keepsTheConfiguration).toList();
    }

    /**
     * A sort whose elements can be renamed at will and of which each field of a state speaks at most once, among its arguments.
     * Then a state is, for each element, a column of values, and renaming sorts columns. Of several such the largest.
     */
    Optional<Sort> columns() {
        Sort best = null;
        for (Sort sort : specification.sorts()) {
            boolean canBe = world.size(sort) > 1
                    && named(sort).isEmpty()
                    && renamings(sort).stream()
                            .allMatch(image -> keepsTheConfiguration(new Permutation(Map.of(sort, image))))
                    && fieldsSpeakOnceOf(sort);
            if (canBe && (best == null || world.size(sort) > world.size(best))) {
                best = sort;
            }
        }
        return Optional.ofNullable(best);
    }

    /** For each element of a sort the fields that speak of it, in the same order. */
    List<List<Integer>> fieldsBy(Sort sort) {
        List<List<Integer>> columns = new ArrayList<>();
        for (int element = 0; element < world.size(sort); element++) {
            List<Integer> column = new ArrayList<>();
            for (int field = 0; field < fields.inState(); field++) {
                Entry entry = fields.entry(field);
                int place = entry.symbol().sorts().indexOf(sort);
                if (place >= 0 && entry.tuple().get(place) == element) {
                    column.add(field);
                }
            }
            columns.add(column);
        }
        return columns;
    }

    private boolean fieldsSpeakOnceOf(Sort sort) {
        boolean found = false;
        for (int field = 0; field < fields.inState(); field++) {
            Symbol symbol = fields.entry(field).symbol();
            long times = symbol.sorts().stream().filter(sort::equals).count();
            if (times > 1
                    || (symbol instanceof Function function && function.result().equals(sort))) {
                return false;
            }
            found |= times == 1;
        }
        return found;
    }

    /** Some field speaks of the sort. */
    private boolean occurs(Sort sort) {
        for (int field = 0; field < fields.inState(); field++) {
            Symbol symbol = fields.entry(field).symbol();
            if (symbol.sorts().contains(sort)
                    || (symbol instanceof Function function && function.result().equals(sort))) {
                return true;
            }
        }
        return false;
    }

    private BitSet named(Sort sort) {
        BitSet named = new BitSet();
        for (Constant constant : specification.constants()) {
            if (constant.sort().equals(sort)) {
                named.set(constant.element());
            }
        }
        return named;
    }

    /** All renamings of a sort's elements that have no name. */
    private List<List<Integer>> renamings(Sort sort) {
        List<List<Integer>> renamings = new ArrayList<>();
        extend(List.of(), named(sort), world.size(sort), renamings);
        return renamings;
    }

    private static void extend(List<Integer> image, BitSet named, int size, List<List<Integer>> renamings) {
        int element = image.size();
        if (element == size) {
            renamings.add(image);
            return;
        }
        for (int to = 0; to < size; to++) {
            boolean fits = named.get(element) ? to == element : !named.get(to) && !image.contains(to);
            if (fits) {
                List<Integer> longer = new ArrayList<>(image);
                longer.add(to);
                extend(List.copyOf(longer), named, size, renamings);
            }
        }
    }

    private boolean keepsTheConfiguration(Permutation permutation) {
        for (Symbol symbol : specification.symbols()) {
            if (symbol.kind() == Kind.RIGID && !keeps(permutation, symbol)) {
                return false;
            }
        }
        return true;
    }

    private boolean keeps(Permutation permutation, Symbol symbol) {
        for (List<Integer> tuple : Tuples.of(symbol.sorts(), world)) {
            Entry entry = new Entry(symbol, tuple);
            int image = permutation.ofValue(entry, Grounding.rigid(world, symbol, tuple));
            if (!world.idle().contains(entry)
                    && Grounding.rigid(world, symbol, permutation.of(entry).tuple()) != image) {
                return false;
            }
        }
        return true;
    }
}
