package org.cofferdam.properties.tworuns;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes words out of a system as long as it stays interesting (Zeller and Hildebrandt 2002, "Simplifying and Isolating
 * Failure-Inducing Input"): halves of each list first, then ever smaller pieces, until no single word can go.
 */
final class Shrinker {
    private final Predicate<Recipe> interesting;
    private int attemptsLeft;

    /**
     * A shrinker.
     *
     * @param interesting what the smaller system has to be as well
     * @param attempts    how many systems to try at most
     */
    Shrinker(Predicate<Recipe> interesting, int attempts) {
        this.interesting = interesting;
        this.attemptsLeft = attempts;
    }

    /** The smallest system found. */
    Recipe shrink(Recipe recipe) {
        Recipe best = recipe;
        int before;
        do {
            before = best.size();
            for (int list = 0; list < best.lists().size(); list++) {
                best = shrinkList(best, list);
            }
        } while (best.size() < before && attemptsLeft > 0);
        return best;
    }

    private Recipe shrinkList(Recipe recipe, int list) {
        Recipe best = recipe;
        for (int piece = Math.max(1, best.lists().get(list).size()); piece > 0; piece /= 2) {
            int from = 0;
            while (from < best.lists().get(list).size() && attemptsLeft > 0) {
                Recipe smaller = without(best, list, from, piece);
                attemptsLeft--;
                if (interesting.test(smaller)) {
                    best = smaller;
                } else {
                    from += piece;
                }
            }
        }
        return best;
    }

    private static Recipe without(Recipe recipe, int list, int from, int count) {
        List<List<Long>> lists = new ArrayList<>(recipe.lists());
        List<Long> words = new ArrayList<>(lists.get(list));
        words.subList(from, Math.min(from + count, words.size())).clear();
        lists.set(list, words);
        return Recipe.of(recipe.shape(), lists);
    }
}
