// A system as a model for SPIN, and what cannot be written.
// RUN: %quiesce dump --promela %s --function meets -- -std=c++20 | FileCheck %s
// RUN: %quiesce dump --promela %s --function asks -- -std=c++20 | FileCheck --check-prefix=ASKS %s
// RUN: not %quiesce dump --promela %s --function opened -- -std=c++20 2>&1 | FileCheck --check-prefix=OPEN %s
// RUN: not %quiesce dump --promela %s -- -std=c++20 2>/dev/null | FileCheck --check-prefix=ALL %s
// RUN: %quiesce dump --stuck %s --function meets -- -std=c++20 | FileCheck --check-prefix=STUCK %s
// ALL: system meets
// ALL-NOT: system opened
// ALL: system counts
// OPEN: quiesce: error: 'opened' cannot be written as Promela: {{.*}}promela.cpp:[[#@LINE+24]]:6: parameter 1 leads to what the caller has
// STUCK: meets: {{[0-9]+}} states
// STUCK-NEXT: stuck [[#@LINE+7]]:15 at [[#@LINE+10]]:9
// STUCK-NEXT: stuck root at [[#@LINE+12]]:5

#include <mutex>
#include <thread>
void meets(bool twice) {
  std::mutex m;
  std::thread t([&] {
    m.lock();
    if (twice)
      m.lock();
    m.unlock();
  });
  t.join();
  // CHECK: byte m0_1;
  // CHECK: proctype T0() { /* task root */
  // CHECK: if :: true; goto {{.*}} :: true; goto
  // CHECK: run T1()
  // CHECK: ended1; goto {{.*}} /* at [[#@LINE-5]]:5 */
  // CHECK: atomic { m0_1 == 0 -> m0_1 = 2 }
}

void opened(std::mutex &m) {
  std::thread t([&] { m.lock(); });
  t.join();
}

int counted;
void counts() {
  std::thread t([] {});
  t.join();
}

// A result that is true when it is there, and not a status that is 0 then.
class [[clang::annotate("quiesce::future")]] Future {
public:
  [[clang::annotate("quiesce::try await")]] bool ready() const;
};
class [[clang::annotate("quiesce::promise")]] Promise {
public:
  [[clang::annotate("quiesce::set")]] void set();
  [[clang::annotate("quiesce::get-future")]] Future future();
};
void asks() {
  Promise promise;
  Future future = promise.future();
  std::mutex m;
  std::thread t([&] { promise.set(); });
  if (future.ready())
    m.lock();
  t.join();
}
// ASKS: if :: {{e[0-9_]+}} != 0; goto [[READY:N[0-9]+]] :: {{e[0-9_]+}} == 0; goto {{N[0-9]+}} fi
// ASKS-NEXT: [[READY]]: if :: atomic { {{m[0-9_]+}} == 0 ->
