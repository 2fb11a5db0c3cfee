//===- Finding.h - one defect, as data --------------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is what a check reports: its kind, the stuck operation, and the
// witness, the shortest run that leads there.  It holds no AST and no pointer;
// two findings with the same key are the same defect.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_FINDING_FINDING_H
#define QUIESCE_FINDING_FINDING_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace quiesce {

/// The checks.  One defect is told once: where several fit, the first in this
/// order is the one that is reported.
enum class Check : uint8_t {
  Deadlock,
  UseAfterClose,
  UnjoinedThread,
  MissedNotify,
  UnfulfilledPromise,
  CountMismatch,
  MissingClose,
  BlockedSend,
  BlockedReceive,
  UnforwardedCancellation,
  LostCancellation,
  UnobservedCancellation,
  BlockedJoin,
  EndlessTask,
  UnboundedSpawn,
  DroppedTask,
};
inline constexpr unsigned CheckCount = unsigned(Check::DroppedTask) + 1;

/// A place in the source.  Line and column count from 1, the column in bytes;
/// Raw is clang's encoding of the same place, good only while the unit is in
/// memory and no part of any comparison.
struct Location {
  std::string File;
  unsigned Line = 0, Column = 0;
  unsigned Raw = 0;

  bool valid() const { return Line != 0; }
  friend bool operator==(const Location &A, const Location &B) {
    return A.Line == B.Line && A.Column == B.Column && A.File == B.File;
  }
  friend bool operator<(const Location &A, const Location &B) {
    if (A.File != B.File)
      return A.File < B.File;
    if (A.Line != B.Line)
      return A.Line < B.Line;
    return A.Column < B.Column;
  }
};

/// What a step is, for formats that draw it.
enum class StepKind : uint8_t {
  Remark,    ///< anything the words tell alone
  Spawn,     ///< the task starts Step::Other
  Branch,    ///< a condition that decides
  Timeout,   ///< the task gives up waiting
  Throw,     ///< an exception leaves the place
  Return,    ///< the task leaves the function
  Operation, ///< Step::Operation on Step::Object
  Stuck,     ///< the task stands here for good, at Step::Operation if it is one
  Missing,   ///< what nobody does; the last step, also where the task stands
};
inline constexpr unsigned StepKindCount = unsigned(StepKind::Missing) + 1;

/// One step of the witness, in order.
struct Step {
  Location Where;
  std::string Text;
  unsigned Task = 0; ///< who takes it, an index into Finding::Tasks
  StepKind Kind = StepKind::Remark;
  /// The task that is started or, where one stands for good, the task it waits
  /// for, which has the lock or is joined; -1 for none.
  int Other = -1;
  int Object = -1; ///< number of the primitive in this run; -1 for none
  std::string Operation = {}; ///< "send", "lock"; empty when it is none
};

/// A change of the source that repairs it: Length bytes at Where give way to
/// Text.
struct Fix {
  Location Where;
  unsigned Length = 0;
  std::string Text;

  friend bool operator==(const Fix &A, const Fix &B) {
    return A.Where == B.Where && A.Length == B.Length && A.Text == B.Text;
  }
};

struct Finding {
  Check Kind = Check::BlockedSend;
  Location Where;
  std::string Message;
  /// Of several by one check at one place the plainest is told, the least.
  unsigned Order = 0;
  /// The witness; the last is the missing action, and its task the stuck one.
  std::vector<Step> Steps;
  /// Stable identity: check, function, primitive, operation; no line numbers.
  std::string Key;
  /// Names of the tasks, by Step::Task.
  std::vector<std::string> Tasks;
  std::optional<Fix> Repair;
};

/// What a check is, once: the clang-tidy module, `list`, `explain`, the
/// documentation index and the report formats are made from it.
struct CheckRecord {
  Check Kind;
  const char *Name;       ///< "quiesce-blocked-send"
  const char *Title;      ///< "send that no receiver takes"
  const char *Summary;    ///< one sentence, the first of its documentation page
  const char *Since;      ///< version it appeared in
  const char *Severity;   ///< "warning" or "error"
  const char *Confidence; ///< "high" or "medium"
};

const CheckRecord &record(Check Kind);
/// All records, in the alphabetical order of their names.
const std::vector<const CheckRecord *> &allChecks();

} // namespace quiesce

#endif // QUIESCE_FINDING_FINDING_H
