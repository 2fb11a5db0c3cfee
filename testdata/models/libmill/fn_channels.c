// libmill's go() looks like a call, so its channels are not known and nothing is said about them.
// RUN: %check_tidy %s -- -isystem %root/testdata/models/include/libmill

#include <libmill.h>

void use(int);

static void worker(chan channel) { chs(channel, int, 1); }

void receive(void) {
  chan channel = chmake(int, 0);
  go(worker(channel));
  use(chr(channel, int));
  use(chr(channel, int));
  chclose(channel);
}
