// Qt's headers are a library's also where a build names their folder like one of its own.
// RUN: %check_tidy %s -- -std=c++17 -fPIC -I/usr/include/%multiarch/qt6 -I/usr/include/%multiarch/qt6/QtCore

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QMutex>
#include <QtCore/QQueue>
#include <QtCore/QString>
#include <QtCore/QThread>
#include <QtCore/QWaitCondition>
#include <functional>
#include <memory>
#include <vector>

struct Key {
  int x = 0, y = 0;
  friend bool operator==(const Key &a, const Key &b) { return a.x == b.x && a.y == b.y; }
};
inline size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.x, key.y); }

QByteArray read(const Key &);

class Loader_bad {
public:
  Loader_bad(int threads) {
    for (int i = 0; i < threads; ++i) {
      workers_.push_back(std::make_unique<Worker>(*this));
      workers_.back()->setObjectName(QStringLiteral("loader %1").arg(i));
      workers_.back()->start(QThread::LowPriority);
    }
  }
  ~Loader_bad() {
    {
      QMutexLocker lock(&mutex_);
      stopping_ = true;
      wanted_.wakeOne();
    }
    for (auto &worker : workers_)
      worker->wait();
  }
  void request(const Key &key) {
    QMutexLocker lock(&mutex_);
    if (cache_.contains(key) || pending_.contains(key))
      return;
    pending_.enqueue(key);
    wanted_.wakeOne();
  }

private:
  class Worker : public QThread {
  public:
    explicit Worker(Loader_bad &loader) : loader_(loader) {}
    void run() override {
      Key key;
      while (loader_.next(key))
        loader_.load(key);
    }

  private:
    Loader_bad &loader_;
  };
  bool next(Key &key) {
    QMutexLocker lock(&mutex_);
    while (!stopping_ && pending_.isEmpty())
      wanted_.wait(&mutex_);
    if (stopping_)
      return false;
    key = pending_.dequeue();
    return true;
  }
  void load(const Key &key) {
    const QByteArray data = read(key);
    if (data.isEmpty())
      return;
    {
      QMutexLocker lock(&mutex_);
      cache_.insert(key, data);
    }
    if (done_)
      done_(key, data);
  }
  QMutex mutex_;
  QWaitCondition wanted_;
  QQueue<Key> pending_;
  std::function<void(const Key &, const QByteArray &)> done_;
  QHash<Key, QByteArray> cache_;
  bool stopping_ = false;
  std::vector<std::unique_ptr<Worker>> workers_;
};
// CHECK: :[[@LINE-25]]:15: warning: this wait on 'wanted_' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-62]]:24: note: the main task starts task 1
// CHECK: :[[@LINE-63]]:24: note: the main task starts task 2
// CHECK: :[[@LINE-57]]:15: note: the main task notifies 'wanted_'
// CHECK: :[[@LINE-39]]:14: note: in a call from here
// CHECK: :[[@LINE-30]]:15: note: no task notifies 'wanted_' from here on

class Loader_good {
public:
  Loader_good(int threads) {
    for (int i = 0; i < threads; ++i) {
      workers_.push_back(std::make_unique<Worker>(*this));
      workers_.back()->setObjectName(QStringLiteral("loader %1").arg(i));
      workers_.back()->start(QThread::LowPriority);
    }
  }
  ~Loader_good() {
    {
      QMutexLocker lock(&mutex_);
      stopping_ = true;
      wanted_.wakeAll();
    }
    for (auto &worker : workers_)
      worker->wait();
  }
  void request(const Key &key) {
    QMutexLocker lock(&mutex_);
    if (cache_.contains(key) || pending_.contains(key))
      return;
    pending_.enqueue(key);
    wanted_.wakeOne();
  }

private:
  class Worker : public QThread {
  public:
    explicit Worker(Loader_good &loader) : loader_(loader) {}
    void run() override {
      Key key;
      while (loader_.next(key))
        loader_.load(key);
    }

  private:
    Loader_good &loader_;
  };
  bool next(Key &key) {
    QMutexLocker lock(&mutex_);
    while (!stopping_ && pending_.isEmpty())
      wanted_.wait(&mutex_);
    if (stopping_)
      return false;
    key = pending_.dequeue();
    return true;
  }
  void load(const Key &key) {
    const QByteArray data = read(key);
    if (data.isEmpty())
      return;
    {
      QMutexLocker lock(&mutex_);
      cache_.insert(key, data);
    }
    if (done_)
      done_(key, data);
  }
  QMutex mutex_;
  QWaitCondition wanted_;
  QQueue<Key> pending_;
  std::function<void(const Key &, const QByteArray &)> done_;
  QHash<Key, QByteArray> cache_;
  bool stopping_ = false;
  std::vector<std::unique_ptr<Worker>> workers_;
};
