// gRPC: a server ends when somebody says so, who need not be in the program.
// RUN: %check_tidy %s -- -std=c++17

#include <grpcpp/grpcpp.h>
#include <memory>
#include <mutex>
#include <thread>

void served_ok(grpc::ServerBuilder &builder) {
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::thread thread([&] { server->Wait(); });
  server->Shutdown();
  thread.join();
}

void forever_ok(grpc::ServerBuilder &builder) {
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  server->Wait();
}

void beside_bad(grpc::ServerBuilder &builder) {
  std::mutex mutex;
  mutex.lock();
  builder.BuildAndStart()->Wait();
  mutex.lock();
}
// CHECK: :[[@LINE-2]]:9: warning: this lock of 'mutex' blocks forever: the main task holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-5]]:9: note: the main task locks 'mutex'
// CHECK: :[[@LINE-4]]:9: note: the lock is not released before it is taken again
