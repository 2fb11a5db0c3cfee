//===- CommonNames.cpp - names that speak for themselves ------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/CommonNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {
namespace {

const CommonName MemberNames[] = {
    {Primitive::Mutex, "lock", Operation::Lock},
    {Primitive::Mutex, "acquire", Operation::Lock},
    {Primitive::Mutex, "enter", Operation::Lock},
    {Primitive::Mutex, "writelock", Operation::Lock},
    {Primitive::Mutex, "lockwrite", Operation::Lock},
    {Primitive::Mutex, "wrlock", Operation::Lock},
    {Primitive::Mutex, "lockexclusive", Operation::Lock},
    {Primitive::Mutex, "acquirewrite", Operation::Lock},
    {Primitive::Mutex, "unlock", Operation::Unlock},
    {Primitive::Mutex, "release", Operation::Unlock},
    {Primitive::Mutex, "leave", Operation::Unlock},
    {Primitive::Mutex, "writeunlock", Operation::Unlock},
    {Primitive::Mutex, "unlockwrite", Operation::Unlock},
    {Primitive::Mutex, "wrunlock", Operation::Unlock},
    {Primitive::Mutex, "unlockexclusive", Operation::Unlock},
    {Primitive::Mutex, "releasewrite", Operation::Unlock},
    {Primitive::Mutex, "trylock", Operation::Lock, Mode::Try},
    {Primitive::Mutex, "tryacquire", Operation::Lock, Mode::Try},
    {Primitive::Mutex, "tryenter", Operation::Lock, Mode::Try},
    {Primitive::Mutex, "trywritelock", Operation::Lock, Mode::Try},
    {Primitive::Mutex, "trylockwrite", Operation::Lock, Mode::Try},
    {Primitive::Mutex, "trylockexclusive", Operation::Lock, Mode::Try},
    {Primitive::Mutex, "timedlock", Operation::Lock, Mode::Timed},
    {Primitive::Mutex, "trylockfor", Operation::Lock, Mode::Timed},
    {Primitive::Mutex, "trylockuntil", Operation::Lock, Mode::Timed},
    {Primitive::Mutex, "readlock", Operation::LockShared},
    {Primitive::Mutex, "lockread", Operation::LockShared},
    {Primitive::Mutex, "rdlock", Operation::LockShared},
    {Primitive::Mutex, "lockshared", Operation::LockShared},
    {Primitive::Mutex, "acquireread", Operation::LockShared},
    {Primitive::Mutex, "tryreadlock", Operation::LockShared, Mode::Try},
    {Primitive::Mutex, "trylockread", Operation::LockShared, Mode::Try},
    {Primitive::Mutex, "trylockshared", Operation::LockShared, Mode::Try},
    {Primitive::Mutex, "readunlock", Operation::UnlockShared},
    {Primitive::Mutex, "unlockread", Operation::UnlockShared},
    {Primitive::Mutex, "rdunlock", Operation::UnlockShared},
    {Primitive::Mutex, "unlockshared", Operation::UnlockShared},
    {Primitive::Mutex, "releaseread", Operation::UnlockShared},

    {Primitive::Condition, "wait", Operation::Wait},
    {Primitive::Condition, "timedwait", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "waitfor", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "waituntil", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "trywait", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "waittimeout", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "waitwithtimeout", Operation::Wait, Mode::Timed},
    {Primitive::Condition, "signal", Operation::NotifyOne},
    {Primitive::Condition, "signalone", Operation::NotifyOne},
    {Primitive::Condition, "notify", Operation::NotifyOne},
    {Primitive::Condition, "notifyone", Operation::NotifyOne},
    {Primitive::Condition, "wakeone", Operation::NotifyOne},
    {Primitive::Condition, "signalall", Operation::NotifyAll},
    {Primitive::Condition, "notifyall", Operation::NotifyAll},
    {Primitive::Condition, "broadcast", Operation::NotifyAll},
    {Primitive::Condition, "wakeall", Operation::NotifyAll},

    {Primitive::Latch, "wait", Operation::AwaitZero},
    {Primitive::Latch, "timedwait", Operation::AwaitZero, Mode::Timed},
    {Primitive::Latch, "waitfor", Operation::AwaitZero, Mode::Timed},
    {Primitive::Latch, "waituntil", Operation::AwaitZero, Mode::Timed},
    {Primitive::Latch, "waitwithtimeout", Operation::AwaitZero, Mode::Timed},
    {Primitive::Latch, "trywait", Operation::AwaitZero, Mode::Try},
    {Primitive::Latch, "set", Operation::CountDown},
    {Primitive::Latch, "signal", Operation::CountDown},
    {Primitive::Latch, "notify", Operation::CountDown},
    {Primitive::Latch, "fire", Operation::CountDown},
    {Primitive::Latch, "done", Operation::CountDown},
    {Primitive::Latch, "countdown", Operation::CountDown},
    {Primitive::Latch, "decrement", Operation::CountDown},
    {Primitive::Latch, "decrementcount", Operation::CountDown},
    {Primitive::Latch, "add", Operation::CountUp},
    {Primitive::Latch, "increment", Operation::CountUp},

    {Primitive::Semaphore, "acquire", Operation::Acquire},
    {Primitive::Semaphore, "wait", Operation::Acquire},
    {Primitive::Semaphore, "down", Operation::Acquire},
    {Primitive::Semaphore, "tryacquire", Operation::Acquire, Mode::Try},
    {Primitive::Semaphore, "trywait", Operation::Acquire, Mode::Try},
    {Primitive::Semaphore, "waitfor", Operation::Acquire, Mode::Timed},
    {Primitive::Semaphore, "timedwait", Operation::Acquire, Mode::Timed},
    {Primitive::Semaphore, "release", Operation::Release},
    {Primitive::Semaphore, "post", Operation::Release},
    {Primitive::Semaphore, "signal", Operation::Release},
    {Primitive::Semaphore, "notify", Operation::Release},
    {Primitive::Semaphore, "up", Operation::Release},
    {Primitive::Semaphore, "set", Operation::Release},

    {Primitive::Channel, "push", Operation::Send},
    {Primitive::Channel, "send", Operation::Send},
    {Primitive::Channel, "put", Operation::Send},
    {Primitive::Channel, "write", Operation::Send},
    {Primitive::Channel, "enqueue", Operation::Send},
    {Primitive::Channel, "pushback", Operation::Send},
    {Primitive::Channel, "blockingput", Operation::Send},
    {Primitive::Channel, "trypush", Operation::Send, Mode::Try},
    {Primitive::Channel, "tryput", Operation::Send, Mode::Try},
    {Primitive::Channel, "trysend", Operation::Send, Mode::Try},
    {Primitive::Channel, "tryenqueue", Operation::Send, Mode::Try},
    {Primitive::Channel, "pop", Operation::Receive},
    {Primitive::Channel, "recv", Operation::Receive},
    {Primitive::Channel, "receive", Operation::Receive},
    {Primitive::Channel, "take", Operation::Receive},
    {Primitive::Channel, "get", Operation::Receive},
    {Primitive::Channel, "read", Operation::Receive},
    {Primitive::Channel, "dequeue", Operation::Receive},
    {Primitive::Channel, "popfront", Operation::Receive},
    {Primitive::Channel, "waitandpop", Operation::Receive},
    {Primitive::Channel, "waitdequeue", Operation::Receive},
    {Primitive::Channel, "blockingget", Operation::Receive},
    {Primitive::Channel, "trypop", Operation::Receive, Mode::Try},
    {Primitive::Channel, "tryget", Operation::Receive, Mode::Try},
    {Primitive::Channel, "trytake", Operation::Receive, Mode::Try},
    {Primitive::Channel, "tryrecv", Operation::Receive, Mode::Try},
    {Primitive::Channel, "trydequeue", Operation::Receive, Mode::Try},
    {Primitive::Channel, "close", Operation::Close},
    {Primitive::Channel, "shutdown", Operation::Close},
    {Primitive::Channel, "finish", Operation::Close},

    {Primitive::Task, "schedule", Operation::Spawn},
    {Primitive::Task, "submit", Operation::Spawn},
    {Primitive::Task, "submitjob", Operation::Spawn},
    {Primitive::Task, "post", Operation::Spawn},
    {Primitive::Task, "enqueue", Operation::Spawn},
    {Primitive::Task, "execute", Operation::Spawn},
    {Primitive::Task, "dispatch", Operation::Spawn},
    {Primitive::Task, "addtask", Operation::Spawn},
    {Primitive::Task, "addjob", Operation::Spawn},
    {Primitive::Task, "start", Operation::Spawn},
    {Primitive::Task, "run", Operation::Spawn},
    {Primitive::Task, "join", Operation::Join},
    {Primitive::Task, "joinall", Operation::Join},
    {Primitive::Task, "joinallthreads", Operation::Join},
    {Primitive::Task, "wait", Operation::Join},
    {Primitive::Task, "waitall", Operation::Join},
    {Primitive::Task, "waitforall", Operation::Join},
    {Primitive::Task, "waitforalljobs", Operation::Join},
    {Primitive::Task, "waitforjobsandjoinallthreads", Operation::Join},
    {Primitive::Task, "detach", Operation::Detach},
};

struct KindName {
  Primitive Kind;
  const char *Part;
};

/// Parts of the names of classes.
const KindName ClassNames[] = {
    {Primitive::Mutex, "mutex"},
    {Primitive::Mutex, "lock"},
    {Primitive::Mutex, "criticalsection"},
    {Primitive::Condition, "cond"},
    {Primitive::Condition, "monitor"},
    {Primitive::Latch, "event"},
    {Primitive::Latch, "latch"},
    {Primitive::Latch, "notification"},
    {Primitive::Latch, "waitgroup"},
    {Primitive::Latch, "completion"},
    {Primitive::Latch, "countdown"},
    {Primitive::Latch, "blockingcounter"},
    {Primitive::Semaphore, "sema"},
    {Primitive::Channel, "queue"},
    {Primitive::Channel, "channel"},
    {Primitive::Channel, "pipe"},
    {Primitive::Channel, "mailbox"},
    {Primitive::Channel, "fifo"},
    {Primitive::Task, "pool"},
    {Primitive::Task, "executor"},
    {Primitive::Task, "scheduler"},
    {Primitive::Task, "taskgroup"},
    {Primitive::Task, "threads"},
};

} // namespace

std::string plain(llvm::StringRef Name) {
  std::string Out;
  for (char C : Name)
    if (C != '_')
      Out += llvm::toLower(C);
  return Out;
}

const CommonName *commonName(Primitive Kind, llvm::StringRef Member) {
  const std::string Name = plain(Member);
  const auto *Found = llvm::find_if(MemberNames, [&](const CommonName &Each) {
    return Each.Kind == Kind && Name == Each.Name;
  });
  return Found == std::end(MemberNames) ? nullptr : Found;
}

bool isCommonName(llvm::StringRef Member) {
  const std::string Name = plain(Member);
  return llvm::any_of(
      MemberNames, [&](const CommonName &Each) { return Name == Each.Name; });
}

bool namesKind(Primitive Kind, llvm::StringRef Class) {
  const std::string Name = plain(Class);
  return llvm::any_of(ClassNames, [&](const KindName &Each) {
    return Each.Kind == Kind && llvm::StringRef(Name).contains(Each.Part);
  });
}

} // namespace quiesce
