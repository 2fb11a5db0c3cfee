// RUN: %check_tidy %s -- -std=c++20
// A caller that sleeps for what no call of its class brings about any more.  Only if another call decided something on its
// way there: an order of calls alone may be against what the class asks of its user.
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

using Mutex = std::mutex;

// A loader that throws leaves its slot as it is, so all who ask for the same key wait.
class LeakyCache {
public:
  int Get(const std::string &Key) {
    std::unique_lock<Mutex> Lock(Guard);
    std::shared_ptr<Slot> &Entry = Slots[Key];
    if (!Entry)
      Entry = std::make_shared<Slot>();
    std::shared_ptr<Slot> Mine = Entry;
    while (Mine->Loading)
      Changed.wait(Lock);
    if (!Mine->Ready) {
      Mine->Loading = true;
      Lock.unlock();
      int Found = Load(Key);
      Lock.lock();
      Mine->Value = Found;
      Mine->Ready = true;
      Mine->Loading = false;
      Changed.notify_all();
    }
    return Mine->Value;
  }

private:
  struct Slot {
    bool Loading = false, Ready = false;
    int Value = 0;
  };
  static int Load(const std::string &Key) {
    if (Key.size() > 10)
      throw std::runtime_error("too long");
    return int(Key.size());
  }
  Mutex Guard;
  std::condition_variable Changed;
  std::map<std::string, std::shared_ptr<Slot>> Slots;
};
// CHECK: :[[@LINE-28]]:15: warning: this wait on 'Changed' can block forever: no call makes its condition hold any more [quiesce-missed-notify]
// CHECK: :[[@LINE-36]]:7: note: in task 1, somebody calls this
// CHECK: :[[@LINE-37]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-11]]:20: note: in task 1, 'Key.size() > 10' is true
// CHECK: :[[@LINE-11]]:7: note: task 1 throws an exception
// CHECK: :[[@LINE-33]]:15: note: whatever is called from here on, it stays asleep

class Cache {
public:
  int Get(const std::string &Key) {
    std::unique_lock<Mutex> Lock(Guard);
    std::shared_ptr<Slot> &Entry = Slots[Key];
    if (!Entry)
      Entry = std::make_shared<Slot>();
    std::shared_ptr<Slot> Mine = Entry;
    while (Mine->Loading)
      Changed.wait(Lock);
    if (!Mine->Ready) {
      Mine->Loading = true;
      Lock.unlock();
      int Found = 0;
      try {
        Found = Load(Key);
      } catch (...) {
        Lock.lock();
        Mine->Loading = false;
        Changed.notify_all();
        throw;
      }
      Lock.lock();
      Mine->Value = Found;
      Mine->Ready = true;
      Mine->Loading = false;
      Changed.notify_all();
    }
    return Mine->Value;
  }

private:
  struct Slot {
    bool Loading = false, Ready = false;
    int Value = 0;
  };
  static int Load(const std::string &Key) {
    if (Key.size() > 10)
      throw std::runtime_error("too long");
    return int(Key.size());
  }
  Mutex Guard;
  std::condition_variable Changed;
  std::map<std::string, std::shared_ptr<Slot>> Slots;
};

// A lock of one's own.  To give back what was not taken is against its contract.
class ReadWrite {
public:
  void LockRead() {
    std::unique_lock<Mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return !Writing; });
    ++Readers;
  }
  void UnlockRead() {
    std::lock_guard<Mutex> Lock(Guard);
    if (--Readers == 0)
      Changed.notify_all();
  }
  void LockWrite() {
    std::unique_lock<Mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return !Writing && Readers == 0; });
    Writing = true;
  }
  void UnlockWrite() {
    std::lock_guard<Mutex> Lock(Guard);
    Writing = false;
    Changed.notify_all();
  }

private:
  Mutex Guard;
  std::condition_variable Changed;
  int Readers = 0;
  bool Writing = false;
};
// CHECK: :[[@LINE-15]]:13: warning: this wait on 'Changed' can block forever: no call makes its condition hold any more [quiesce-missed-notify]
// CHECK: :[[@LINE+10]]:7: note: in task 1, somebody calls this
// CHECK: :[[@LINE+18]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE+17]]:8: note: in task 4, somebody calls this
// CHECK: :[[@LINE+10]]:9: note: in task 1, 'Found == Known.end()' is true
// CHECK: :[[@LINE+16]]:5: note: in a call from here
// CHECK: :[[@LINE-21]]:13: note: whatever is called from here on, it stays asleep

// It keeps the read lock when it does not know the name.
class LeakyNames {
public:
  int Find(const std::string &Name) {
    Access.LockRead();
    auto Found = Known.find(Name);
    if (Found == Known.end())
      return -1;
    int Number = Found->second;
    Access.UnlockRead();
    return Number;
  }
  void Add(const std::string &Name, int Number) {
    Access.LockWrite();
    Known[Name] = Number;
    Access.UnlockWrite();
  }

private:
  ReadWrite Access;
  std::map<std::string, int> Known;
};

class Names {
public:
  int Find(const std::string &Name) {
    Access.LockRead();
    auto Found = Known.find(Name);
    int Number = Found == Known.end() ? -1 : Found->second;
    Access.UnlockRead();
    return Number;
  }
  void Add(const std::string &Name, int Number) {
    Access.LockWrite();
    Known[Name] = Number;
    Access.UnlockWrite();
  }

private:
  ReadWrite Access;
  std::map<std::string, int> Known;
};

// Who arrives when all have left waits for ever; nobody should.
class Rounds {
public:
  explicit Rounds(unsigned Parties) : Parties(Parties) {}
  void Arrive() {
    std::unique_lock<Mutex> Lock(Guard);
    unsigned Mine = Round;
    if (++Waiting == Parties)
      return Turn();
    while (Mine == Round)
      Turned.wait(Lock);
  }
  void Leave() {
    std::lock_guard<Mutex> Lock(Guard);
    if (--Parties > 0 && Waiting == Parties)
      Turn();
  }

private:
  void Turn() {
    Waiting = 0;
    ++Round;
    Turned.notify_all();
  }
  Mutex Guard;
  std::condition_variable Turned;
  unsigned Parties, Waiting = 0, Round = 0;
};

// What a method drops, another one may bring back.
class Gate {
public:
  void Pass() {
    std::unique_lock<Mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return Open; });
  }
  bool Shut(int Why) {
    std::lock_guard<Mutex> Lock(Guard);
    if (Why < 0)
      return false;
    Open = false;
    return true;
  }
  void Reopen() {
    std::lock_guard<Mutex> Lock(Guard);
    Open = true;
    Changed.notify_all();
  }

private:
  Mutex Guard;
  std::condition_variable Changed;
  bool Open = true;
};

// So may somebody who has access to its parts.
class Shared {
public:
  void Pass() {
    std::unique_lock<Mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return Open; });
  }
  bool Shut(int Why) {
    std::lock_guard<Mutex> Lock(Guard);
    if (Why < 0)
      return false;
    Open = false;
    return true;
  }

private:
  friend class Porter;
  Mutex Guard;
  std::condition_variable Changed;
  bool Open = true;
};

// The same, and nobody has.
class ShutForGood {
public:
  void Pass() {
    std::unique_lock<Mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return Open; });
  }
  bool Shut(int Why) {
    std::lock_guard<Mutex> Lock(Guard);
    if (Why < 0)
      return false;
    Open = false;
    return true;
  }

private:
  Mutex Guard;
  std::condition_variable Changed;
  bool Open = true;
};
// CHECK: :[[@LINE-15]]:13: warning: this wait on 'Changed' can block forever: no call makes its condition hold any more [quiesce-missed-notify]
// CHECK: :[[@LINE-18]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-15]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-14]]:13: note: in task 2, 'Why < 0' is false
// CHECK: :[[@LINE-19]]:13: note: whatever is called from here on, it stays asleep
