package dev.openaxis.osdp.internal.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.core.Octets;
import dev.openaxis.osdp.internal.multipart.Assembly.Complete;
import dev.openaxis.osdp.internal.multipart.Assembly.Incomplete;
import dev.openaxis.osdp.message.Fragment;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MultipartProperties {
    private static final int LIMIT = 300;

    private static List<Fragment> parts(byte[] message, Prefix prefix, List<Integer> rooms) {
        Fragmenter fragmenter = new Fragmenter(Octets.of(message), prefix);
        List<Fragment> parts = new ArrayList<>();
        while (fragmenter.hasNext()) {
            parts.add(fragmenter.next(rooms.get(parts.size() % rooms.size())));
        }
        return parts;
    }

    @Property
    void whatWasTakenApart_isPutTogether(
            @ForAll @Size(min = 2, max = 250) byte[] message,
            @ForAll Prefix prefix,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 3, max = 120) Integer> rooms) {
        Reassembler reassembler = new Reassembler(LIMIT, prefix != Prefix.NONE);
        List<Fragment> parts = parts(message, prefix, rooms);

        for (Fragment part : parts.subList(0, parts.size() - 1)) {
            assertThat(reassembler.take(part)).isInstanceOf(Incomplete.class);
        }
        assertThat(reassembler.take(parts.get(parts.size() - 1))).isEqualTo(new Complete(Octets.of(message), prefix));
    }

    /** Parts that nearly fit one another. */
    @Provide
    Arbitrary<Fragment> part() {
        Arbitrary<Integer> small = Arbitraries.of(0, 1, 2, 3, 4, 6, 8, 301, 65_535);
        return Combinators.combine(
                        small, small, Arbitraries.bytes().array(byte[].class).ofMaxSize(6))
                .as((total, offset, data) -> new Fragment(total, offset, data.length, Octets.of(data)));
    }

    @Property(tries = 2000)
    void anyParts_makeAMessageOnlyIfTheyFollowOneAnother(@ForAll @Size(max = 12) List<@From("part") Fragment> parts) {
        Reassembler reassembler = new Reassembler(LIMIT, false);
        StringBuilder model = new StringBuilder();
        int total = -1;

        for (Fragment part : parts) {
            Assembly assembly = reassembler.take(part);
            boolean ends = part.size() == 0 && part.total() != 0 && part.offset() >= part.total();
            if (part.offset() == 0 && !ends) {
                model.setLength(0);
                total = part.total();
            }
            boolean follows = !ends
                    && total == part.total()
                    && total <= LIMIT
                    && part.offset() * 2 == model.length()
                    && part.offset() + part.size() <= total;
            if (!follows) {
                assertThat(assembly).isNotInstanceOfAny(Complete.class, Incomplete.class);
                total = -1;
                continue;
            }
            model.append(part.data().hex());
            if (part.offset() + part.size() == total) {
                assertThat(assembly).isEqualTo(new Complete(Octets.ofHex(model.toString()), Prefix.NONE));
                total = -1;
            } else {
                assertThat(assembly).isEqualTo(new Incomplete(model.length() / 2, total));
            }
        }
    }
}
