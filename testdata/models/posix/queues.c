// POSIX message queues with a limit: their names may be known to other processes, so nothing is said about them.
// RUN: %check_tidy %s -- -std=c11 -D_POSIX_C_SOURCE=200809L

#include <fcntl.h>
#include <mqueue.h>
#include <time.h>

void limits_ok(const struct timespec *until) {
  char text[8192];
  mqd_t queue = mq_open("/jobs", O_RDWR | O_CREAT, 0600, 0);
  if (mq_timedreceive(queue, text, sizeof text, 0, until) >= 0 && !mq_timedsend(queue, text, 1, 0, until))
    mq_receive(queue, text, sizeof text, 0);
  mq_close(queue);
}
