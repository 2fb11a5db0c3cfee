// Pipes that other processes, or handlers of signals, have too: nothing is said about them.
// RUN: %check_tidy %s -- -std=c++20

#include <csignal>
#include <pthread.h>
#include <spawn.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static void read_once() {
  char c;
  read(ends[0], &c, 1);
}
// CHECK: :[[@LINE-2]]:3: warning: this receive from 'ends[0]' can block forever: no task sends to 'ends[0]' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+14]]:13: note: in the main task, 'child == 0' is false
// CHECK: :[[@LINE+66]]:21: note: the main task starts task 1
// CHECK: :[[@LINE+60]]:3: note: task 1 returns
// CHECK: :[[@LINE+72]]:21: note: the main task starts task 2
// CHECK: :[[@LINE+71]]:21: note: in the main task, 'pthread_create(&reader, nullptr, reads, nullptr)' is false
// CHECK: :[[@LINE+56]]:3: note: in a call from here
// CHECK: :[[@LINE-9]]:3: note: no remaining task sends to 'ends[0]' or closes it

static void on_signal(int) { write(ends[1], "x", 1); }

void forked_ok() {
  if (pipe(ends))
    return;
  const pid_t child = fork();
  if (child == 0) {
    write(ends[1], "x", 1);
    _exit(0);
  }
  read_once();
  waitpid(child, nullptr, 0);
}

static char *arguments[] = {nullptr};

void spawned_ok() {
  if (pipe(ends))
    return;
  pid_t child;
  if (posix_spawn(&child, "program", nullptr, nullptr, arguments, environ))
    return;
  close(ends[1]);
  read_once();
  waitpid(child, nullptr, 0);
}

void handled_ok() {
  if (pipe(ends))
    return;
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigaction(SIGTERM, &action, nullptr);
  read_once();
}

void simply_handled_ok() {
  if (pipe(ends))
    return;
  std::signal(SIGTERM, on_signal);
  read_once();
}

void call_me(void (*)(int));

void called_back_ok() {
  if (pipe(ends))
    return;
  call_me(on_signal);
  read_once();
}

static void *reads(void *) {
  read_once();
  return nullptr;
}

void interrupted_ok() {
  pthread_t reader;
  if (pipe(ends) || pthread_create(&reader, nullptr, reads, nullptr))
    return;
  pthread_kill(reader, SIGUSR1);
  pthread_join(reader, nullptr);
}

void alone_bad() {
  pthread_t reader;
  if (pipe(ends) || pthread_create(&reader, nullptr, reads, nullptr))
    return;
  pthread_join(reader, nullptr);
}

int main() {
  forked_ok();
  spawned_ok();
  handled_ok();
  simply_handled_ok();
  called_back_ok();
  interrupted_ok();
  alone_bad();
}
