// An overload that takes the token, which the call does not use.
// RUN: %check_tidy %s

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

struct client {
  std::string get(const std::string &url);
  std::string get(const std::string &url, std::stop_token stop);
  bool ping();
  bool ping(const std::stop_token &stop);
  void post(std::stop_token stop, std::string body, int tries = 3);
  void post(std::string body, int tries = 3);
  std::optional<int> poll() const;
  std::optional<int> poll(std::stop_token) const;
  static void warm_up(int pages);
  static void warm_up(int pages, std::stop_token stop);

private:
  int secret(int);
  int secret(int, std::stop_token);
  friend int calls_private_ok(std::stop_token, client &);
};

void download(const std::string &url);
void download(std::string url, std::stop_token stop);

template <class T> T fetch(T fallback);
template <class T> T fetch(T fallback, std::stop_token stop);

class inbox {
public:
  void wait_bad(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !letters_.empty(); });
    letters_.pop_front();
  }

  void wait_in_loop_bad(std::stop_token stop) {
    while (!stop.stop_requested()) {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return !letters_.empty(); });
      letters_.pop_front();
    }
  }

  void wait_ok(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (arrived_.wait(lock, stop, [this] { return !letters_.empty(); }))
      letters_.pop_front();
  }

  // The predicate looks at it.
  void predicate_ok(std::stop_token stop) {
    std::stop_callback wake(stop, [this] {
      std::lock_guard lock(mutex_);
      arrived_.notify_all();
    });
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] {
      return stop.stop_requested() || !letters_.empty();
    });
  }

  // It ends by itself.
  bool timed_ok(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, std::chrono::milliseconds(20),
                             [this] { return !letters_.empty(); });
  }

  void put(std::string letter) {
    std::lock_guard lock(mutex_);
    letters_.push_back(std::move(letter));
    arrived_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<std::string> letters_;
};
// CHECK: :[[@LINE-48]]:14: warning: 'wait' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-51]]:33: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-43]]:16: warning: 'wait' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-47]]:41: note: the token that the caller was given is declared here

std::string member_bad(std::stop_token stop, client &c) {
  return c.get("a");
}
// CHECK: :[[@LINE-2]]:12: warning: 'get' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:40: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-84]]:15: note: this overload takes the token

bool no_other_arguments_bad(std::stop_token stop, client *c) {
  return c->ping();
}
// CHECK: :[[@LINE-2]]:13: warning: 'ping' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:45: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-89]]:8: note: this overload takes the token

void token_comes_first_bad(const std::stop_token &stop, client &c) {
  c.post("body");
}
// CHECK: :[[@LINE-2]]:5: warning: 'post' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:51: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-95]]:8: note: this overload takes the token

void static_member_bad(std::stop_token stop) {
  client::warm_up(3);
}
// CHECK: :[[@LINE-2]]:3: warning: 'warm_up' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:40: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-97]]:15: note: this overload takes the token

void free_function_bad(std::stop_token stop) {
  download("a");
}
// CHECK: :[[@LINE-2]]:3: warning: 'download' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:40: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-95]]:6: note: this overload takes the token

int template_bad(std::stop_token stop) {
  return fetch(1);
}
// CHECK: :[[@LINE-2]]:10: warning: 'fetch' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:34: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-99]]:22: note: this overload takes the token

template <class Client> void in_template_bad(std::stop_token stop, Client &c) {
  c.get("a");
}
// CHECK: :[[@LINE-2]]:5: warning: 'get' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:62: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-126]]:15: note: this overload takes the token
template void in_template_bad(std::stop_token, client &);

void in_lambda_bad(client &c) {
  std::jthread worker([&c](std::stop_token stop) {
    while (!stop.stop_requested())
      c.get("a");
  });
}
// CHECK: :[[@LINE-3]]:9: warning: 'get' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-6]]:44: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-137]]:15: note: this overload takes the token

void captured_bad(std::stop_token stop, client &c) {
  std::thread([stop, &c] {
    while (!stop.stop_requested())
      c.get("a");
  }).detach();
}
// CHECK: :[[@LINE-3]]:9: warning: 'get' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-7]]:35: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-147]]:15: note: this overload takes the token

void tested_before_bad(std::stop_token stop, client &c) {
  if (stop.stop_requested())
    return;
  c.get("a");
}
// CHECK: :[[@LINE-2]]:5: warning: 'get' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-6]]:40: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-156]]:15: note: this overload takes the token

void only_while_running_bad(std::stop_token stop, client &c) {
  if (!stop.stop_requested() && c.ping())
    c.get("a");
}
// CHECK: :[[@LINE-3]]:35: warning: 'ping' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-5]]:45: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-162]]:8: note: this overload takes the token
// CHECK: :[[@LINE-5]]:7: warning: 'get' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-8]]:45: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-167]]:15: note: this overload takes the token

void two_tokens_bad(std::stop_token ours, std::stop_token theirs, client &c) {
  c.get("a"); // which of them is not for us to say
}
// CHECK: :[[@LINE-2]]:5: warning: 'get' is called without the stop token 'theirs', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:59: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-174]]:15: note: this overload takes the token

#define GET(C) (C).get("a")
void in_macro_bad(std::stop_token stop, client &c) {
  GET(c);
}
// CHECK: :[[@LINE-2]]:3: warning: 'get' is called without the stop token 'stop', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:35: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-182]]:15: note: this overload takes the token

class reader {
public:
  reader(std::stop_token stop, client &c) : stop_(stop), client_(c) {}
  void read_bad() {
    while (!stop_.stop_requested())
      client_.get("a");
  }
  // It has nothing to do with the token.
  std::string title_ok() { return client_.get("title"); }

private:
  std::stop_token stop_;
  client &client_;
};
// CHECK: :[[@LINE-9]]:15: warning: 'get' is called without the stop token 'stop_', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:19: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-200]]:15: note: this overload takes the token

void passed_ok(std::stop_token stop, client &c) {
  c.get("a", stop);
  c.post(stop, "body");
}

// A token for what this function starts is not one that it was given.
void own_source_ok(client &c) {
  std::stop_source source;
  std::stop_token stop = source.get_token();
  std::thread worker([stop, &c] { c.get("a", stop); });
  c.get("b");
  source.request_stop();
  worker.join();
}

// Once stopped, the last things must still be done.
void clean_up_ok(std::stop_token stop, client &c) {
  while (!stop.stop_requested())
    c.get("a", stop);
  c.get("bye");
}

void clean_up_in_branch_ok(std::stop_token stop, client &c) {
  for (;;) {
    if (stop.stop_requested()) {
      c.get("bye");
      return;
    }
    c.get("a", stop);
  }
}

void clean_up_by_result_ok(std::stop_token stop, client &c) {
  auto answer = c.get("a", stop);
  if (answer.empty()) {
    c.get("bye");
    return;
  }
}

void clean_up_in_handler_ok(std::stop_token stop, client &c) {
  try {
    c.get("a", stop);
  } catch (...) {
    c.get("bye");
  }
}

void clean_up_in_callback_ok(std::stop_token stop, client &c) {
  std::stop_callback bye(stop, [&c] { c.get("bye"); });
}

struct session {
  client &c;
  std::stop_token stop;
  ~session() {
    if (stop.stop_possible())
      c.get("bye");
  }
};

// The overload itself may be made of the other one.
std::string client::get(const std::string &url, std::stop_token stop) {
  if (stop.stop_requested())
    return {};
  return get(url);
}

// The lambda does not have the token.
void not_captured_ok(std::stop_token stop, client &c) {
  std::thread([&c] { c.get("a"); }).detach();
}

int calls_private_ok(std::stop_token, client &c) { return c.secret(1); }
