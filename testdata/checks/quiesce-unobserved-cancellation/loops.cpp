// Loops that sleep between their rounds, and never look at the token.
// RUN: %check_tidy %s

#include <atomic>
#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

using namespace std::chrono_literals;

bool publish(const std::string &text);
int depth();

class retries_bad {
public:
  ~retries_bad() { closing_.request_stop(); }
  void send(std::string text) {
    std::thread(
        [](std::stop_token, std::string text) {
          while (!publish(text))
            std::this_thread::sleep_for(10ms);
        },
        closing_.get_token(), std::move(text))
        .detach();
  }

private:
  std::stop_source closing_;
};
// CHECK: :[[@LINE-10]]:11: warning: this loop goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-13]]:5: note: the task is started here, with the stop token of 'closing_'
// CHECK: :[[@LINE-16]]:29: note: the stop is requested here, and nothing else ends the task

class leaves_within_bad {
public:
  ~leaves_within_bad() { closing_.request_stop(); }
  void send(std::string text) {
    std::thread([text, stop = closing_.get_token()] {
      if (stop.stop_requested())
        return;
      for (;;) {
        if (publish(text))
          return;
        std::this_thread::sleep_for(10ms);
      }
    }).detach();
  }

private:
  std::stop_source closing_;
};
// CHECK: :[[@LINE-11]]:7: warning: this loop goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-15]]:5: note: the task is started here, with the stop token of 'closing_'
// CHECK: :[[@LINE-18]]:35: note: the stop is requested here, and nothing else ends the task

static void flush(const std::string &text) {
  do
    std::this_thread::yield();
  while (!publish(text));
}
// CHECK: :[[@LINE-4]]:3: warning: this loop goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE+7]]:9: note: the task is started here, with the stop token of 'task_'
// CHECK: :[[@LINE+8]]:13: note: in a call from here
// CHECK: :[[@LINE+11]]:16: note: when 'task_' is destroyed it requests the stop, and nothing else ends the task

class below_a_call_bad {
public:
  explicit below_a_call_bad(std::string text)
      : task_([text](std::stop_token stop) {
          while (!stop.stop_requested())
            flush(text);
        }) {}

private:
  std::jthread task_;
};

class stopped_by_method_bad {
public:
  void stop() { closing_.request_stop(); }
  void send(std::string text) {
    std::thread([text, stop = closing_.get_token()] {
      while (!publish(text))
        std::this_thread::sleep_for(10ms);
      if (!stop.stop_requested())
        publish("end");
    }).detach();
  }

private:
  std::stop_source closing_;
};
// CHECK: :[[@LINE-10]]:7: warning: this loop goes on when stop is requested: nothing in it watches the stop token of its task [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-12]]:5: note: the task is started here, with the stop token of 'closing_'
// CHECK: :[[@LINE-15]]:26: note: the stop is requested here, and nothing else ends the task

// An endless one, of a task that is joined.
void endless_bad() {
  std::stop_source source;
  std::thread task(
      [](std::stop_token stop) {
        while (true)
          publish("again");
      },
      source.get_token());
  task.detach();
  source.request_stop();
}
// CHECK: :[[@LINE-7]]:9: warning: this loop never looks at the stop token its task was given [quiesce-unobserved-cancellation]
// CHECK: :[[@LINE-10]]:15: note: task 1 starts here
// CHECK: :[[@LINE-9]]:9: note: task 1 goes round this loop
// CHECK: :[[@LINE-11]]:7: note: no path of this function asks the token

class looks_ok {
public:
  ~looks_ok() { closing_.request_stop(); }
  void send(std::string text) {
    std::thread([text, stop = closing_.get_token()] {
      while (!stop.stop_requested() && !publish(text))
        std::this_thread::sleep_for(10ms);
    }).detach();
  }

private:
  std::stop_source closing_;
};

class looks_within_ok {
public:
  ~looks_within_ok() { closing_.request_stop(); }
  void send(std::string text) {
    std::thread([text, stop = closing_.get_token()] {
      while (!publish(text)) {
        std::this_thread::sleep_for(10ms);
        if (stop.stop_requested())
          break;
      }
    }).detach();
  }

private:
  std::stop_source closing_;
};

// They end by themselves.
class bounded_ok {
public:
  ~bounded_ok() { closing_.request_stop(); }
  void send(std::string text) {
    std::thread(
        [](std::stop_token, std::string text) {
          for (int tries = 0; tries < 5 && !publish(text); ++tries)
            std::this_thread::sleep_for(10ms);
          auto end = std::chrono::steady_clock::now() + 1s;
          while (!publish(text)) {
            if (std::chrono::steady_clock::now() > end)
              return;
            std::this_thread::sleep_for(10ms);
          }
        },
        closing_.get_token(), std::move(text))
        .detach();
  }

private:
  std::stop_source closing_;
};

// A flag ends it, and the destructor sets it.
class flag_ok {
public:
  ~flag_ok() {
    closing_.request_stop();
    running_ = false;
  }
  void start() {
    std::thread(
        [](std::stop_token, flag_ok *self) {
          while (self->running_)
            std::this_thread::sleep_for(10ms);
        },
        closing_.get_token(), this)
        .detach();
  }

private:
  std::stop_source closing_;
  std::atomic<bool> running_{true};
};

// Who stops it does more, nobody sees what.
void drain();
class more_than_the_stop_ok {
public:
  ~more_than_the_stop_ok() {
    closing_.request_stop();
    drain();
  }
  void send(std::string text) {
    std::thread(
        [](std::stop_token, std::string text) {
          while (!publish(text))
            std::this_thread::sleep_for(10ms);
        },
        closing_.get_token(), std::move(text))
        .detach();
  }

private:
  std::stop_source closing_;
};
