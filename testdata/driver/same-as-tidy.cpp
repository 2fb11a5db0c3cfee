// The driver and the plugin tell the same, in the same form.
// RUN: %clang-tidy --quiet --checks=-*,quiesce-* %s -- -std=c++20 2>/dev/null > %t.tidy
// RUN: not %quiesce check --quiet %s -- -std=c++20 > %t.raw
// RUN: sed -E "s,^[^ ]*same-as-tidy.cpp:,F:," %t.raw > %t.driver
// RUN: sed -i -E "s,^[^ ]*same-as-tidy.cpp:,F:," %t.tidy
// RUN: diff %t.tidy %t.driver
// RUN: FileCheck --input-file=%t.driver %s

#include <thread>

void forgets(bool early) {
	std::thread worker([] {});
  if (early)
    return;
  worker.join();
}
// CHECK: warning: {{.*}} [quiesce-unjoined-thread]
// CHECK: note:
