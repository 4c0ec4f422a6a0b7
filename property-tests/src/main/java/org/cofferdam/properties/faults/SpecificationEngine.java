package org.cofferdam.properties.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.cofferdam.isolation.mutate.PublishedFault;
import org.cofferdam.isolation.prove.Story;

/** The prover, for faults that have been put into the specification as well: it knows no code, so it is asked about the fault's twin there. */
final class SpecificationEngine implements Engine {
    @Override
    public String name() {
        return "prover";
    }

    @Override
    public Verdict attempt(Fault fault, Path classes) {
        Optional<PublishedFault> twin = Arrays.stream(PublishedFault.values())
                .filter(published -> published.name().equals(fault.id()))
                .findFirst();
        if (twin.isEmpty()) {
            return new Verdict(Verdict.Outcome.NOT_ASKED, "", Duration.ZERO);
        }
        long start = System.nanoTime();
        Optional<Story> story = twin.get().story();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return story.map(told -> new Verdict(
                        Verdict.Outcome.CAUGHT, told.tell().lines().findFirst().orElse(""), time))
                .orElse(new Verdict(Verdict.Outcome.MISSED, "", time));
    }
}
