// Pipes between the threads of one process: what reads one waits for who writes to it or closes its other end.
// RUN: %check_tidy %s -- -std=c++20

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/select.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

void never_closed_bad() {
  int ends[2];
  if (pipe(ends))
    return;
  std::thread reader([&] {
    char c;
    while (read(ends[0], &c, 1) > 0) {
    }
  });
  char c = 'x';
  write(ends[1], &c, 1);
  reader.join();
  close(ends[1]);
  close(ends[0]);
}
// CHECK: :[[@LINE-9]]:12: warning: this receive from 'ends[0]' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-7]]:3: note: the main task sends to 'ends[1]'
// CHECK: :[[@LINE-7]]:10: note: the main task waits here, at its join
// CHECK: :[[@LINE-13]]:12: note: neither can go on before the other does

void closed_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  std::thread reader([&] {
    char c;
    while (read(ends[0], &c, 1) > 0) {
    }
  });
  char c = 'x';
  write(ends[1], &c, 1);
  close(ends[1]);
  reader.join();
  close(ends[0]);
}

// What is written at once may be read in parts, and the other way round.
void parts_ok() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0)
    return;
  std::thread reader([&] {
    char four[4];
    for (int i = 0; i < 4; ++i)
      read(ends[0], four + i, 1);
  });
  write(ends[1], "1234", 4);
  reader.join();
  write(ends[1], "12", 2);
  write(ends[1], "34", 2);
  char four[4];
  read(ends[0], four, 4);
}

void parts_bad() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0)
    return;
  std::thread reader([&] {
    int four;
    read(ends[0], &four, sizeof four);
    read(ends[0], &four, sizeof four);
  });
  write(ends[1], "12", 2);
  write(ends[1], "34", 2);
  reader.join();
}
// CHECK: :[[@LINE-6]]:5: warning: this receive from 'ends[0]' can block forever: no task sends to 'ends[0]' any more or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE-10]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-6]]:3: note: the main task sends to 'ends[1]'
// CHECK: :[[@LINE-6]]:3: note: the main task sends to 'ends[1]'
// CHECK: :[[@LINE-11]]:5: note: task 1 receives from 'ends[0]'
// CHECK: :[[@LINE-11]]:5: note: no remaining task sends to 'ends[0]' or closes it

static bool read_all(int end, char *to, size_t size) {
  size_t got = 0;
  while (got < size) {
    const ssize_t now = read(end, to + got, size - got);
    if (now < 0 && errno == EINTR)
      continue;
    if (now <= 0)
      return false;
    got += now;
  }
  return true;
}

void whole_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  std::thread reader([&] {
    char eight[8];
    read_all(ends[0], eight, 8);
  });
  write(ends[1], "1234", 4);
  write(ends[1], "1234", 4);
  reader.join();
}

class Forgets {
public:
  Forgets() {
    if (!pipe(ends))
      worker = std::thread([this] { run(); });
  }
  ~Forgets() {
    done = true;
    if (worker.joinable())
      worker.join();
    close(ends[0]);
    close(ends[1]);
  }
  void post() {
    char c = 'x';
    write(ends[1], &c, 1);
  }

private:
  void run() {
    char c;
    while (!done)
      if (read(ends[0], &c, 1) <= 0)
        break;
  }
  int ends[2];
  std::atomic<bool> done{false};
  std::thread worker;
};
// CHECK: :[[@LINE-7]]:11: warning: this receive from 'ends[0]' can block forever: task 1 and the main task wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-26]]:16: note: the main task starts task 1
// CHECK: :[[@LINE-23]]:16: note: in the main task, 'worker.joinable()' is true
// CHECK: :[[@LINE-23]]:14: note: the main task waits here, at its join
// CHECK: :[[@LINE-29]]:37: note: in a call from here
// CHECK: :[[@LINE-12]]:11: note: neither can go on before the other does

class Wakes {
public:
  Wakes() {
    if (pipe(ends))
      return;
    worker = std::thread([this] { run(); });
  }
  ~Wakes() {
    done = true;
    char c = 'x';
    write(ends[1], &c, 1);
    if (worker.joinable())
      worker.join();
    close(ends[0]);
    close(ends[1]);
  }

private:
  void run() {
    char c;
    while (!done)
      if (read(ends[0], &c, 1) <= 0)
        break;
  }
  int ends[2];
  std::atomic<bool> done{false};
  std::thread worker;
};

class ClosesFirst {
public:
  ClosesFirst() {
    int ends[2];
    if (pipe(ends) < 0)
      return;
    in = ends[0];
    out = ends[1];
    worker = std::thread(&ClosesFirst::run, this);
  }
  ~ClosesFirst() {
    if (out >= 0)
      close(out);
    if (worker.joinable())
      worker.join();
    if (in >= 0)
      close(in);
  }

private:
  void run() {
    char c;
    while (read(in, &c, 1) > 0) {
    }
  }
  int in = -1, out = -1;
  std::thread worker;
};

// Its user may write to what it is given.
class Shown {
public:
  Shown() {
    if (!pipe(ends))
      worker = std::thread([this] { run(); });
  }
  ~Shown() {
    if (worker.joinable())
      worker.join();
  }
  int end() const { return ends[1]; }

private:
  void run() {
    char c;
    read(ends[0], &c, 1);
  }
  int ends[2];
  std::thread worker;
};

static void *reads(void *end) {
  char c;
  read(int(intptr_t(end)), &c, 1);
  return nullptr;
}
// CHECK: :[[@LINE-3]]:3: warning: this receive from 'int(intptr_t(end))' can block forever: no task sends to 'int(intptr_t(end))' or closes it [quiesce-blocked-receive]
// CHECK: :[[@LINE+7]]:27: note: the main task starts task 1
// CHECK: :[[@LINE+6]]:27: note: in the main task, 'pthread_create(&reader, nullptr, reads, (void *)intptr_t(...' is false
// CHECK: :[[@LINE-6]]:3: note: no remaining task sends to 'int(intptr_t(end))' or closes it

void as_pointer_bad() {
  int ends[2];
  pthread_t reader;
  if (pipe(ends) == -1 || pthread_create(&reader, nullptr, reads, (void *)intptr_t(ends[0])))
    return;
  pthread_join(reader, nullptr);
}

void as_pointer_ok() {
  int ends[2];
  pthread_t reader;
  if (pipe(ends) == -1 || pthread_create(&reader, nullptr, reads, (void *)intptr_t(ends[0])))
    return;
  write(ends[1], "x", 1);
  pthread_join(reader, nullptr);
}

// A pointer to what is waited for may go through a pipe.
void message_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  std::atomic<bool> seen{false};
  std::thread reader([&] {
    std::atomic<bool> *to = nullptr;
    if (read(ends[0], &to, sizeof to) == sizeof to)
      to->store(true);
  });
  std::atomic<bool> *to = &seen;
  write(ends[1], &to, sizeof to);
  while (!seen)
    std::this_thread::yield();
  reader.join();
}

// What is no pipe, or who else has its ends, nobody can see.

void elsewhere(int end);
struct Holder {
  explicit Holder(int end);
  ~Holder();
};

void read_once(int end) {
  char c;
  read(end, &c, 1);
}

void given_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  elsewhere(ends[1]);
  read_once(ends[0]);
}

void held_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  Holder holder(ends[1]);
  read_once(ends[0]);
}

void copied_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  int copy = dup(ends[1]);
  write(copy, "x", 1);
  read_once(ends[0]);
}

void file_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  if (FILE *file = fdopen(ends[1], "w")) {
    fputs("x", file);
    fclose(file);
  }
  read_once(ends[0]);
}

void polled_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  pollfd one;
  one.fd = ends[0];
  one.events = POLLIN;
  poll(&one, 1, -1);
  read_once(ends[0]);
}

void selected_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  fd_set some;
  FD_ZERO(&some);
  FD_SET(ends[0], &some);
  select(ends[0] + 1, &some, nullptr, nullptr, nullptr);
  read_once(ends[0]);
}

static int make_nonblocking(int end) {
  int result;
  do
    result = fcntl(end, F_SETFL, O_NONBLOCK);
  while (result < 0 && errno == EINTR);
  return result;
}

void nonblocking_ok() {
  int ends[2];
  if (pipe(ends) || make_nonblocking(ends[0]) < 0)
    return;
  read_once(ends[0]);
}

void made_nonblocking_ok(int flags) {
  int ends[2];
  if (pipe2(ends, O_NONBLOCK | O_CLOEXEC))
    return;
  read_once(ends[0]);
  if (pipe2(ends, flags))
    return;
  read_once(ends[0]);
}

void computed_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  write(ends[0] + (ends[1] - ends[0]), "x", 1);
  read_once(ends[0]);
}

void greatest_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  write(std::max(ends[1], 0), "x", 1);
  read_once(ends[0]);
}

void named_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  const std::string name = "/dev/fd/" + std::to_string(ends[1]);
  if (FILE *file = fopen(name.c_str(), "w")) {
    fputs("x", file);
    fclose(file);
  }
  read_once(ends[0]);
}

// What is written may say that it is the last.

void last_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  std::thread reader([&] {
    char c;
    do
      read(ends[0], &c, 1);
    while (c != 'q');
  });
  write(ends[1], "q", 1);
  reader.join();
}

struct Message {
  int kind;
  int number;
};

void last_message_ok() {
  int ends[2];
  if (pipe(ends))
    return;
  std::thread reader([&] {
    Message message;
    while (read(ends[0], &message, sizeof message) == sizeof message && message.kind)
      message.number++;
  });
  Message message = {0, 1};
  write(ends[1], &message, sizeof message);
  reader.join();
}

void gate_ok(int count) {
  int ends[2];
  if (pipe(ends))
    return;
  std::vector<std::thread> all;
  for (int i = 0; i < count; ++i)
    all.emplace_back([&] {
      char c;
      read(ends[0], &c, 1);
    });
  for (int i = 0; i < count; ++i)
    write(ends[1], "x", 1);
  for (std::thread &each : all)
    each.join();
}
