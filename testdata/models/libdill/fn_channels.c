// libdill's channels are ints that a function fills in, so nothing is said about them.
// RUN: %check_tidy %s -- -isystem %root/testdata/models/include/libdill

#include <libdill.h>

static void worker(int channel) {
  int value = 1;
  chsend(channel, &value, sizeof value, -1);
}

void receive(void) {
  int ends[2], value;
  if (chmake(ends))
    return;
  go(worker(ends[0]));
  if (chrecv(ends[1], &value, sizeof value, -1) == 0)
    chrecv(ends[1], &value, sizeof value, -1);
}
