// A token parameter that keeps its default, or gets an empty token.
// RUN: %check_tidy %s

#include <memory>
#include <stop_token>
#include <string>
#include <thread>

void pull(int pages, std::stop_token stop = {});
void push(int pages, bool flush = true, std::stop_token stop = std::stop_token());
void sync(std::stop_token stop);

std::stop_token whole_program();
void tick(std::stop_token stop = whole_program());

struct connection {
  explicit connection(std::string host, std::stop_token stop = {});
  void flush(std::stop_token stop = {});
};

struct request {
  std::stop_token stop;
  std::string trace;
};
void handle(const request &r, int page);
void refresh(int page, const request &r = {});
void consult(const request *r);

// What it starts has a stop of its own.
std::jthread beat(std::stop_token stop = {});

void default_bad(std::stop_token stop) {
  pull(1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'pull' is called without the stop token 'stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:34: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-28]]:38: note: this parameter takes the token

void default_behind_another_bad(std::stop_token stop) {
  push(1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'push' is called without the stop token 'stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:49: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-34]]:57: note: this parameter takes the token

void default_behind_written_bad(std::stop_token stop) {
  push(1, false);
}
// CHECK: :[[@LINE-2]]:3: warning: 'push' is called without the stop token 'stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:49: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-41]]:57: note: this parameter takes the token

void member_default_bad(std::stop_token stop, connection &c) {
  c.flush();
}
// CHECK: :[[@LINE-2]]:5: warning: 'flush' is called without the stop token 'stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:41: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-40]]:30: note: this parameter takes the token

void constructor_default_bad(std::stop_token stop) {
  connection c("host");
}
// CHECK: :[[@LINE-2]]:14: warning: 'connection' is called without the stop token 'stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:46: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-48]]:57: note: this parameter takes the token

void temporary_default_bad(std::stop_token stop) {
  connection("host").flush(stop);
}
// CHECK: :[[@LINE-2]]:3: warning: 'connection' is called without the stop token 'stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:44: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-55]]:57: note: this parameter takes the token

void empty_bad(std::stop_token stop) {
  pull(1, std::stop_token{});
}
// CHECK: :[[@LINE-2]]:3: warning: 'pull' is given an empty stop token instead of 'stop' [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:32: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-70]]:38: note: this parameter takes the token

void empty_braces_bad(std::stop_token stop) {
  sync({});
}
// CHECK: :[[@LINE-2]]:3: warning: 'sync' is given an empty stop token instead of 'stop' [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:39: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-75]]:27: note: this parameter takes the token

void empty_context_bad(const request &r) {
  handle(request(), 1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'handle' is given an empty stop token instead of 'r' [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:39: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-68]]:28: note: this parameter takes the token

void empty_context_braces_bad(const request &r) {
  handle({}, 1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'handle' is given an empty stop token instead of 'r' [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:46: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-75]]:28: note: this parameter takes the token

void default_context_bad(const request &r) {
  refresh(1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'refresh' is called without the stop token 'r', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:41: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-81]]:39: note: this parameter takes the token

void token_of_context_bad(const request &r) {
  pull(1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'pull' is called without the stop token 'r.stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:42: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-105]]:38: note: this parameter takes the token

void token_of_context_pointer_bad(const request *r) {
  pull(1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'pull' is called without the stop token 'r->stop', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:50: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-112]]:38: note: this parameter takes the token

void passed_ok(std::stop_token stop, const request &r) {
  pull(1, stop);
  push(1, true, stop);
  handle(r, 1);
  refresh(1, r);
  pull(2, r.stop);
  connection c("host", stop);
}

// Another token was chosen.
void other_token_ok(std::stop_token stop) {
  std::stop_source both;
  std::stop_callback link(stop, [&] { both.request_stop(); });
  pull(1, both.get_token());
}

// A comment beside it says that it is meant.
void meant_ok(std::stop_token stop) {
  sync(std::stop_token{} /* must be written whatever happens */);
  pull(1, /*stop=*/{});
}

void default_is_not_empty_ok(std::stop_token stop) {
  tick();
}

void stop_of_its_own_ok(std::stop_token stop) {
  std::jthread t = beat();
}

// It has no token to give.
void no_token_ok() {
  pull(1);
  sync({});
}
void token_without_name_ok(std::stop_token) {
  pull(1);
}

void clean_up_ok(std::stop_token stop, connection &c) {
  while (!stop.stop_requested())
    pull(1, stop);
  c.flush();
  sync({});
}
