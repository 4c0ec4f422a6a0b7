package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.explore.SmallWorld.Entry;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Sort;

/** Renames the elements of each sort: element {@code i} becomes the i-th of the list. A sort that is left out stays. */
record Permutation(Map<Sort, List<Integer>> images) {
    Permutation {
        images = Map.copyOf(images);
    }

    int of(Sort sort, int element) {
        List<Integer> image = images.get(sort);
        return image == null ? element : image.get(element);
    }

    /** The same place under the new names. */
    Entry of(Entry entry) {
        List<Integer> tuple = new ArrayList<>();
        for (int place = 0; place < entry.tuple().size(); place++) {
            tuple.add(of(entry.symbol().sorts().get(place), entry.tuple().get(place)));
        }
        return new Entry(entry.symbol(), tuple);
    }

    /** The value that stands there under the new names. */
    int ofValue(Entry entry, int value) {
        return entry.symbol() instanceof Function function ? of(function.result(), value) : value;
    }
}
