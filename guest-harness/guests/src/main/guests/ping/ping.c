/* Boot arguments: pong=N and onward=N are the numbers of the partitions that ping is joined to. */
#include "ping.h"

void guest_main(uint64_t hart, uint64_t tree) {
    if (!read_machine(tree)) {
        print("ping: no device tree at %x\n", tree);
        power_off_after_failure();
    }
    uint64_t pong = argument("pong", -1UL), onward = argument("onward", -1UL);
    print("ping: hart %u, partition %u, asking partition %u; times in ticks of %u Hz\n", hart,
          (uint64_t)identity().value, pong, machine.timebase);
    print("ping: what                                 count    least     mean     most\n");
    doorbell_listen(BIT_BACK);
    check_queue();
    check_sampling();
    check_region();
    check_doorbell();
    check_share(pong);
    check_lend(pong);
    check_donate(pong);
    if (onward != -1UL) check_onward(onward, pong);
    asked(ASK_END, 0, 0);
    if (!all_well()) power_off_after_failure();
}
