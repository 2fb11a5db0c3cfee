//===- SequencePicture.cpp - a finding's run as a picture -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SequencePicture.h"
#include "Formats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace llvm;

namespace quiesce::driver {

std::string markupEscaped(StringRef Text) {
  std::string Result;
  for (char C : Text)
    switch (C) {
    case '&':
      Result += "&amp;";
      break;
    case '<':
      Result += "&lt;";
      break;
    case '>':
      Result += "&gt;";
      break;
    case '"':
      Result += "&quot;";
      break;
    default:
      Result += C;
    }
  return Result;
}

namespace {

// In pixels at the picture's own size.
constexpr int Top = 44, RowHeight = 52, Left = 26, Tail = 30;
constexpr int MinLane = 170, Beside = 18, Radius = 9;
constexpr int WordsCharacter = 7, CodeCharacter = 7;
constexpr size_t LongestLabel = 56;

struct Lane {
  int X = 0;
  int Width = MinLane;
  size_t First = 0; ///< row that starts it; 0 for the root
  size_t Last = 0;  ///< of its steps
  bool Started = false, Stuck = false, Returned = false;
};

class Picture {
public:
  Picture(const Finding &Defect, StringRef Prefix, SourceText &Sources,
          raw_ostream &Out)
      : Defect(Defect), Prefix(Prefix), Sources(Sources), Out(Out) {}
  void draw();

private:
  void findLanes();
  int x(unsigned Task) const { return Lanes.at(Task).X; }
  int y(size_t Row) const { return Top + RowHeight * int(Row) + RowHeight / 2; }
  int bottom() const { return y(Defect.Steps.size() - 1) + Tail; }
  void drawLane(unsigned Task, const Lane &Of);
  void drawLocks();
  void drawStep(size_t Row);
  void arrow(int FromX, int ToX, int Y, StringRef Class);
  void handOver(size_t From, size_t To);
  int giver(size_t Row) const;
  std::string words(const Step &Told) const;
  std::string code(const Step &Told) const;

  const Finding &Defect;
  StringRef Prefix;
  SourceText &Sources;
  raw_ostream &Out;
  std::map<unsigned, Lane> Lanes; ///< by task
  int Width = 0;
};

} // namespace

/// The task waits there, rather than that something ends.
static bool waits(const Step &Told) {
  return Told.Kind == StepKind::Stuck ||
         (Told.Kind == StepKind::Missing && !Told.Operation.empty());
}

/// At most as long as a label may be, not cut within a character of several
/// bytes.
static std::string shortened(StringRef Text) {
  if (Text.size() <= LongestLabel)
    return Text.str();
  Text = Text.take_front(LongestLabel - 1);
  while (!Text.empty() && (Text.back() & 0x80))
    Text = Text.drop_back();
  return (Text + "\u2026").str();
}

void Picture::findLanes() {
  for (const auto &[Row, Told] : enumerate(Defect.Steps)) {
    Lane &Of = Lanes[Told.Task];
    Of.Last = Row;
    Of.Stuck |= waits(Told);
    Of.Returned = Told.Kind == StepKind::Return;
    int Text = std::max(int(words(Told).size()) * WordsCharacter,
                        int(code(Told).size()) * CodeCharacter);
    Of.Width = std::max(Of.Width, Beside + Text + 30);
    if (Told.Other < 0)
      continue;
    Lane &Other = Lanes[Told.Other];
    if (Told.Kind == StepKind::Spawn && !Other.Started) {
      Other.Started = true;
      Other.First = Other.Last = Row;
    }
  }
  Width = Left;
  for (auto &[Task, Of] : Lanes) {
    Of.X = Width;
    Width += Of.Width;
  }
}

/// Without the name of their task, which the lane tells.
std::string Picture::words(const Step &Told) const {
  StringRef Text = Told.Text, Task = taskName(Defect, int(Told.Task));
  if (Text.consume_front(Task))
    Text = Text.ltrim();
  else if (Text.consume_front("in ") && Text.consume_front(Task))
    Text = Text.ltrim(", ");
  else
    Text = Told.Text;
  return shortened(Text);
}

std::string Picture::code(const Step &Told) const {
  return shortened(Sources.line(Told.Where).trim());
}

/// Down to the last step; on from there, dashed, where the task stands for
/// good, and plain where nothing says that it ends.
void Picture::drawLane(unsigned Task, const Lane &Of) {
  int First = Of.Started ? y(Of.First) : Top - 10;
  StringRef Name = taskName(Defect, int(Task));
  Out << formatv("<text class='task' x='{0}' y='22'>{1}</text>\n",
                 Of.X - Radius,
                 markupEscaped(Name.empty() ? "task " + std::to_string(Task)
                                            : Name.str()));
  int Last = Of.Stuck || Of.Returned ? y(Of.Last) : bottom();
  Out << formatv("<path class='lane' d='M{0} {1}V{2}'/>\n", Of.X, First, Last);
  if (Of.Stuck)
    Out << formatv("<path class='forever' d='M{0} {1}V{2}'/>\n", Of.X, Last,
                   bottom());
  else if (Of.Returned)
    Out << formatv("<path class='lane' d='M{0} {1}v16m-8 0h16'/>\n", Of.X,
                   Last);
}

/// A bar from where a task locks something to the end of its lane.  Steps tell
/// of no unlock, but the locks of a deadlock are those that are held for good.
void Picture::drawLocks() {
  if (Defect.Kind != Check::Deadlock)
    return;
  for (const auto &[Row, Told] : enumerate(Defect.Steps))
    if (Told.Kind == StepKind::Operation &&
        StringRef(Told.Operation).starts_with("lock"))
      Out << formatv("<rect class='held' x='{0}' y='{1}' width='8' "
                     "height='{2}' rx='2'/>\n",
                     x(Told.Task) - 4, y(Row), bottom() - y(Row));
}

void Picture::arrow(int FromX, int ToX, int Y, StringRef Class) {
  int Back = ToX > FromX ? -8 : 8;
  Out << formatv("<path class='{0}' d='M{1} {2}H{3}'/>"
                 "<path class='{0} head' d='M{3} {2}l{4} -4.5v9z'/>\n",
                 Class, FromX, Y, ToX, Back);
}

/// The row of another task that gave what this row takes, the last before it on
/// the same primitive; -1 for none.
int Picture::giver(size_t Row) const {
  static constexpr StringRef Takes[] = {"receive", "acquire", "wait",
                                        "get",     "await",   "select"};
  static constexpr StringRef Gives[] = {"send",       "close",       "release",
                                        "notify-one", "notify-all",  "set",
                                        "count-down", "request-stop"};
  const Step &Taken = Defect.Steps[Row];
  if (Taken.Kind != StepKind::Operation || Taken.Object < 0 ||
      !is_contained(Takes, Taken.Operation))
    return -1;
  for (size_t I = Row; I-- > 0;) {
    const Step &Given = Defect.Steps[I];
    if (Given.Object == Taken.Object && Given.Task != Taken.Task &&
        is_contained(Gives, Given.Operation))
      return int(I);
  }
  return -1;
}

/// Down one lane's side and over to the other, so that it crosses no words of
/// the rows between.
void Picture::handOver(size_t From, size_t To) {
  int FromX = x(Defect.Steps[From].Task), ToX = x(Defect.Steps[To].Task);
  int Side = ToX > FromX ? Radius : -Radius;
  Out << formatv("<path class='message' d='M{0} {1}v{2}'/>\n", FromX, y(From),
                 y(To) - y(From));
  arrow(FromX, ToX - Side, y(To), "message");
}

void Picture::drawStep(size_t Row) {
  const Step &Told = Defect.Steps[Row];
  int X = x(Told.Task), Y = y(Row);
  bool Stuck = isEnd(Told);
  Out << formatv("<a href='#{0}{1}'><title>{2}</title>\n", Prefix, Row + 1,
                 markupEscaped(Told.Text));
  if (Told.Other >= 0 && unsigned(Told.Other) != Told.Task) {
    int Over = x(Told.Other) > X ? -Radius : Radius;
    if (Told.Kind == StepKind::Spawn)
      arrow(X, x(Told.Other), Y, "spawn");
    else
      arrow(X, x(Told.Other) + Over / 2, Y, "waits");
  }
  if (int From = giver(Row); From >= 0)
    handOver(size_t(From), Row);
  Out << formatv("<circle class='{0}' cx='{1}' cy='{2}' r='{3}'/>"
                 "<text class='number' x='{1}' y='{4}'>{5}</text>\n",
                 Stuck ? "step stuck" : "step", X, Y, Radius, Y + 4, Row + 1);
  Out << formatv("<text class='{0}' x='{1}' y='{2}'>{3}</text>"
                 "<text class='code' x='{1}' y='{4}'>{5}</text></a>\n",
                 Stuck ? "words stuck" : "words", X + Beside, Y - 6,
                 markupEscaped(words(Told)), Y + 17, markupEscaped(code(Told)));
}

void Picture::draw() {
  findLanes();
  int Height = bottom() + 6;
  Out << formatv("<svg class='sequence' viewBox='0 0 {0} {1}' width='{0}' "
                 "height='{1}' role='img'><title>{2}</title>\n",
                 Width, Height, markupEscaped(Defect.Message));
  for (const auto &[Task, Of] : Lanes)
    drawLane(Task, Of);
  drawLocks();
  for (size_t Row = 0; Row < Defect.Steps.size(); ++Row)
    drawStep(Row);
  Out << "</svg>\n";
}

void drawSequence(const Finding &Defect, StringRef Prefix, SourceText &Sources,
                  raw_ostream &Out) {
  // Remarks alone, on a token that is not passed on say, are no run.
  if (any_of(Defect.Steps,
             [](const Step &Told) { return Told.Kind != StepKind::Remark; }))
    Picture(Defect, Prefix, Sources, Out).draw();
}

} // namespace quiesce::driver
