// RUN: %check_tidy %s -- -std=c++20
// A class hands out handles, classes within it, that call its private methods.
#include <condition_variable>
#include <mutex>
#include <utility>

// Who holds the mount lock waits for handles that need it to be given back.
class Volume {
public:
  class Handle {
  public:
    explicit Handle(Volume &Of) : Of(&Of) {}
    Handle(Handle &&Other) noexcept : Of(std::exchange(Other.Of, nullptr)) {}
    ~Handle() {
      if (Of)
        Of->release();
    }

  private:
    Volume *Of;
  };
  Handle open() {
    std::lock_guard Lock(Mount);
    std::lock_guard Count(Guard);
    ++Handles;
    return Handle(*this);
  }
  void unmount() {
    std::lock_guard Lock(Mount);
    std::unique_lock Count(Guard);
    Unused.wait(Count, [this] { return Handles == 0; });
  }

private:
  void release() {
    std::lock_guard Lock(Mount);
    std::lock_guard Count(Guard);
    if (--Handles == 0)
      Unused.notify_all();
  }
  std::mutex Mount, Guard;
  std::condition_variable Unused;
  int Handles = 0;
};
// CHECK: :[[@LINE-14]]:12: warning: this wait on 'Unused' can block forever: task 1 and task 2 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-18]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-25]]:10: note: in task 2, somebody calls this
// CHECK: :[[@LINE-25]]:21: note: task 2 locks 'Mount'
// CHECK: :[[@LINE-34]]:11: note: in task 2, 'Of' is true
// CHECK: :[[@LINE-21]]:21: note: task 1 locks 'Mount'
// CHECK: :[[@LINE-15]]:21: note: task 2 waits here, at its lock
// CHECK: :[[@LINE-21]]:12: note: neither can go on before the other does

// Good: they are given back without it.
class GoodVolume {
public:
  class Handle {
  public:
    explicit Handle(GoodVolume &Of) : Of(&Of) {}
    Handle(Handle &&Other) noexcept : Of(std::exchange(Other.Of, nullptr)) {}
    ~Handle() {
      if (Of)
        Of->release();
    }

  private:
    GoodVolume *Of;
  };
  Handle open() {
    std::lock_guard Lock(Mount);
    std::lock_guard Count(Guard);
    ++Handles;
    return Handle(*this);
  }
  void unmount() {
    std::lock_guard Lock(Mount);
    std::unique_lock Count(Guard);
    Unused.wait(Count, [this] { return Handles == 0; });
  }

private:
  void release() {
    std::lock_guard Count(Guard);
    if (--Handles == 0)
      Unused.notify_all();
  }
  std::mutex Mount, Guard;
  std::condition_variable Unused;
  int Handles = 0;
};

// Not told: the handle itself may act on the parts.
class GoodOpened {
public:
  class Handle {
  public:
    explicit Handle(GoodOpened &Of) : Of(&Of) {}
    Handle(Handle &&Other) noexcept : Of(std::exchange(Other.Of, nullptr)) {}
    ~Handle() {
      if (Of)
        Of->release();
    }
    void cancel() {
      std::lock_guard Count(Of->Guard);
      Of->Handles = 0;
      Of->Unused.notify_all();
    }

  private:
    GoodOpened *Of;
  };
  Handle open() {
    std::lock_guard Lock(Mount);
    std::lock_guard Count(Guard);
    ++Handles;
    return Handle(*this);
  }
  void unmount() {
    std::lock_guard Lock(Mount);
    std::unique_lock Count(Guard);
    Unused.wait(Count, [this] { return Handles == 0; });
  }

private:
  void release() {
    std::lock_guard Lock(Mount);
    std::lock_guard Count(Guard);
    if (--Handles == 0)
      Unused.notify_all();
  }
  std::mutex Mount, Guard;
  std::condition_variable Unused;
  int Handles = 0;
};

// Not told: another handle may be given back by a private method that helps.
class GoodLeases {
public:
  class Lease {
  public:
    explicit Lease(GoodLeases &Of) : Of(&Of) {}
    Lease(Lease &&Other) noexcept : Of(std::exchange(Other.Of, nullptr)) {}
    ~Lease() {
      if (Of)
        Of->giveBack();
    }
    void drop() { Of->abandon(); }

  private:
    GoodLeases *Of;
  };
  Lease take() {
    std::lock_guard Lock(Order);
    std::unique_lock Count(Guard);
    Freed.wait(Count, [this] { return Free > 0; });
    --Free;
    return Lease(*this);
  }

private:
  void giveBack() {
    std::lock_guard Lock(Order);
    std::lock_guard Count(Guard);
    ++Free;
    Freed.notify_one();
  }
  void abandon() {
    std::lock_guard Count(Guard);
    ++Free;
    Freed.notify_one();
  }
  std::mutex Order, Guard;
  std::condition_variable Freed;
  int Free = 1;
};

// Not told: the handle has a part of the class at hand.
class GoodParts {
public:
  class Handle {
  public:
    Handle(GoodParts &Of, std::condition_variable &Unused, int &Handles, std::mutex &Guard)
        : Of(Of), Unused(Unused), Handles(Handles), Guard(Guard) {}
    ~Handle() { Of.release(); }
    void cancel() {
      std::lock_guard Count(Guard);
      Handles = 0;
      Unused.notify_all();
    }

  private:
    GoodParts &Of;
    std::condition_variable &Unused;
    int &Handles;
    std::mutex &Guard;
  };
  Handle open() {
    std::lock_guard Lock(Mount);
    std::lock_guard Count(Guard);
    ++Handles;
    return Handle(*this, Unused, Handles, Guard);
  }
  void unmount() {
    std::lock_guard Lock(Mount);
    std::unique_lock Count(Guard);
    Unused.wait(Count, [this] { return Handles == 0; });
  }

private:
  void release() {
    std::lock_guard Lock(Mount);
    std::lock_guard Count(Guard);
    if (--Handles == 0)
      Unused.notify_all();
  }
  std::mutex Mount, Guard;
  std::condition_variable Unused;
  int Handles = 0;
};
