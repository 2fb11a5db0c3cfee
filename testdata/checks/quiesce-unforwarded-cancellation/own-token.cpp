// A token class that a user's model describes.
// RUN: %check_tidy %s

#include <memory>

namespace job {
class cancel_token {
public:
  bool cancelled() const;
};
} // namespace job

int load(int page);
int load(int page, const job::cancel_token &cancel);
void store(int page, job::cancel_token cancel = {});

int overload_bad(const job::cancel_token &cancel) {
  return load(1);
}
// CHECK: :[[@LINE-2]]:10: warning: 'load' is called without the stop token 'cancel', though an overload takes one [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:43: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-8]]:5: note: this overload takes the token

void default_bad(job::cancel_token cancel) {
  store(1);
}
// CHECK: :[[@LINE-2]]:3: warning: 'store' is called without the stop token 'cancel', so that its parameter is an empty token [quiesce-unforwarded-cancellation]
// CHECK: :[[@LINE-4]]:36: note: the token that the caller was given is declared here
// CHECK: :[[@LINE-14]]:40: note: this parameter takes the token

void passed_ok(const job::cancel_token &cancel) {
  store(load(1, cancel), cancel);
}

void clean_up_ok(const job::cancel_token &cancel) {
  if (cancel.cancelled())
    store(0);
}
