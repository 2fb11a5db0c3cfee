// POSIX message queues have names that other processes know, so nothing is said about them.
// RUN: %check_tidy %s -- -std=c11

#include <fcntl.h>
#include <mqueue.h>

void receive(void) {
  char text[8192];
  unsigned priority;
  mqd_t queue = mq_open("/jobs", O_RDWR | O_CREAT, 0600, 0);
  if (mq_receive(queue, text, sizeof text, &priority) >= 0 && !mq_send(queue, text, 1, priority))
    mq_close(queue);
}
