// Several locks at once.
// RUN: %check_tidy %s

#include <mutex>
#include <thread>

void use(int);

void all_bad() {
  std::mutex one, two;
  if (std::try_lock(one, two) == -1)
    two.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'two' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:7: note: the main task locks 'two'
// CHECK: :[[@LINE-5]]:31: note: in the main task, 'std::try_lock(one, two) == -1' is true
// CHECK: :[[@LINE-5]]:9: note: the lock is not released before it is taken again

// What is returned says which was taken.
void second_bad() {
  std::mutex one, two;
  two.lock();
  if (std::try_lock(one, two) == 1)
    two.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'two' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:7: note: the main task locks 'two'
// CHECK: :[[@LINE-5]]:31: note: in the main task, 'std::try_lock(one, two) == 1' is true
// CHECK: :[[@LINE-5]]:9: note: the lock is not released before it is taken again

void not_the_first_ok() {
  std::mutex one, two;
  two.lock();
  if (std::try_lock(one, two) == 0)
    two.lock();
}

// A try that fails leaves none locked.
void none_ok() {
  std::mutex one, two;
  two.lock();
  if (std::try_lock(one, two) != -1)
    one.lock();
  use(1);
}

void guards_bad() {
  std::mutex one, two;
  std::unique_lock first(one, std::defer_lock), second(two, std::defer_lock);
  if (std::try_lock(first, second) == -1)
    one.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'one' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:7: note: the main task locks 'first'
// CHECK: :[[@LINE-5]]:36: note: in the main task, 'std::try_lock(first, second) == -1' is true
// CHECK: :[[@LINE-5]]:9: note: the lock is not released before it is taken again

void guards_ok() {
  std::mutex one, two;
  {
    std::unique_lock first(one, std::defer_lock), second(two, std::defer_lock);
    if (std::try_lock(first, second) == -1)
      use(1);
  }
  std::lock(one, two);
  one.unlock();
  two.unlock();
}

// Those that others hold for a moment only.
void others_ok() {
  std::mutex one, two;
  std::thread other([&] {
    std::scoped_lock lock(one, two);
    use(1);
  });
  while (std::try_lock(one, two) != -1)
    std::this_thread::yield();
  one.unlock();
  two.unlock();
  other.join();
}

// It may be locked again by who has it.
void recursive_ok() {
  std::recursive_mutex one;
  std::mutex two;
  one.lock();
  std::lock(one, two);
  one.unlock();
  one.unlock();
  two.unlock();
}

void both_bad() {
  std::mutex one, two;
  one.lock();
  std::lock(one, two);
}
// CHECK: :[[@LINE-2]]:3: warning: this lock of 'one' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-4]]:7: note: the main task locks 'one'
// CHECK: :[[@LINE-4]]:3: note: the lock is not released before it is taken again
