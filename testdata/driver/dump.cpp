// RUN: %quiesce dump --skeleton %s --function main -- -std=c++20 | FileCheck %s
// RUN: %quiesce dump --system %s --function main -- -std=c++20 | FileCheck %s
// RUN: %quiesce dump --states %s --function main -- -std=c++20 | FileCheck %s
// RUN: not %quiesce dump %s --function nobody -- -std=c++20 2>&1 | FileCheck --check-prefix=NOBODY %s
// RUN: not %quiesce dump %s -- -std=c++20 2>&1 | FileCheck --check-prefix=USAGE %s
// CHECK: main
// NOBODY: quiesce: error: '{{.*}}dump.cpp' has no function 'nobody' with a body
// USAGE: quiesce: error: say what to print: quiesce dump

#include <thread>

int main() {
  std::thread worker([] {});
  worker.join();
}
