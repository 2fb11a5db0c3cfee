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
constexpr int Top = 46, RowHeight = 34, Left = 16;
constexpr int MinLane = 190, CharacterWidth = 7, LongestLabel = 44;

class Picture {
public:
  Picture(const Finding &Defect, StringRef Prefix, raw_ostream &Out)
      : Defect(Defect), Prefix(Prefix), Out(Out) {}
  void draw();

private:
  void findLanes();
  int x(unsigned Task) const { return Left + 12 + LaneWidth * Lanes.at(Task); }
  int y(size_t Row) const { return Top + RowHeight * int(Row) + RowHeight / 2; }
  void drawLanes();
  void drawLocks();
  void drawStep(size_t Row);
  void arrow(int FromX, int ToX, int Y, StringRef Class);
  int giver(size_t Row) const;
  std::string label(const Step &Told) const;

  const Finding &Defect;
  StringRef Prefix;
  raw_ostream &Out;
  std::map<unsigned, int> Lanes;   ///< task to lane, from the left
  std::map<unsigned, size_t> Born; ///< task to the row that starts it
  std::map<unsigned, size_t> Ends; ///< task to the last row of its lane
  int LaneWidth = MinLane;
};

} // namespace

void Picture::findLanes() {
  size_t Longest = 0;
  for (const auto &[Row, Told] : enumerate(Defect.Steps)) {
    Lanes[Told.Task];
    Ends[Told.Task] = Row;
    if (Told.Other >= 0) {
      Lanes[Told.Other];
      Born.try_emplace(Told.Other, Row);
      Ends.try_emplace(Told.Other, Row);
    }
    Longest = std::max(Longest, label(Told).size());
  }
  for (auto [Number, Lane] : enumerate(Lanes))
    Lane.second = int(Number);
  LaneWidth = std::max(MinLane, int(Longest) * CharacterWidth + 36);
}

/// The words without the name of their task, which the lane tells.
std::string Picture::label(const Step &Told) const {
  StringRef Text = Told.Text, Task = taskName(Defect, int(Told.Task));
  if (Text.consume_front(Task))
    Text = Text.ltrim();
  else if (Text.consume_front("in ") && Text.consume_front(Task))
    Text = Text.ltrim(", ");
  else
    Text = Told.Text;
  if (Text.size() <= LongestLabel)
    return Text.str();
  // Not within a character of several bytes.
  Text = Text.take_front(LongestLabel - 1);
  while (!Text.empty() && (Text.back() & 0x80))
    Text = Text.drop_back();
  return (Text + "\u2026").str();
}

void Picture::drawLanes() {
  for (auto [Task, Lane] : Lanes) {
    int First = Born.count(Task) ? y(Born[Task]) : Top - 12;
    StringRef Name = taskName(Defect, int(Task));
    Out << formatv("<text class='task' x='{0}' y='22'>{1}</text>\n",
                   x(Task) - 8,
                   markupEscaped(Name.empty() ? "task " + std::to_string(Task)
                                              : Name.str()));
    Out << formatv("<line class='lane' x1='{0}' x2='{0}' y1='{1}' y2='{2}'/>\n",
                   x(Task), First, y(Ends[Task]) + 4);
  }
}

/// A bar from where a task locks something to the end of its lane.  Steps tell
/// of no unlock, but the locks of a deadlock are those that are held for good.
void Picture::drawLocks() {
  if (Defect.Kind != Check::Deadlock)
    return;
  for (const auto &[Row, Told] : enumerate(Defect.Steps)) {
    if (!StringRef(Told.Operation).starts_with("lock"))
      continue;
    size_t Last = Ends[Told.Task];
    Out << formatv("<rect class='held' x='{0}' y='{1}' width='8' height='{2}' "
                   "rx='2'/>\n",
                   x(Told.Task) - 4, y(Row), y(Last) - y(Row) + 6);
  }
}

void Picture::arrow(int FromX, int ToX, int Y, StringRef Class) {
  int Back = ToX > FromX ? -7 : 7;
  Out << formatv("<path class='{0}' d='M{1} {2}H{3}'/>"
                 "<path class='{0} head' d='M{3} {2}l{4} -4v8z'/>\n",
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
  if (Taken.Object < 0 || !is_contained(Takes, Taken.Operation))
    return -1;
  for (size_t I = Row; I-- > 0;) {
    const Step &Given = Defect.Steps[I];
    if (Given.Object == Taken.Object && Given.Task != Taken.Task &&
        is_contained(Gives, Given.Operation))
      return int(I);
  }
  return -1;
}

void Picture::drawStep(size_t Row) {
  const Step &Told = Defect.Steps[Row];
  int X = x(Told.Task), Y = y(Row);
  bool Stuck = Told.Kind == StepKind::Stuck || Told.Kind == StepKind::Missing;
  Out << formatv("<a href='#{0}{1}'><title>{2}</title>\n", Prefix, Row + 1,
                 markupEscaped(Told.Text));
  if (Told.Other >= 0 && unsigned(Told.Other) != Told.Task)
    arrow(X, x(Told.Other), Y, "spawn");
  if (int From = giver(Row); From >= 0) {
    int FromX = x(Defect.Steps[From].Task), FromY = y(From);
    int Side = X > FromX ? -6 : 6;
    Out << formatv("<path class='message' d='M{0} {1}L{2} {3}'/>"
                   "<path class='message head' d='M{2} {3}l{4} -7l{5} 7z'/>\n",
                   FromX, FromY, X + Side, Y, Side, Side / 2);
  }
  if (Stuck)
    Out << formatv("<path class='stuck' d='M{0} {1}l12 12m0 -12l-12 12'/>\n",
                   X - 6, Y - 6);
  else
    Out << formatv("<circle class='step' cx='{0}' cy='{1}' r='4'/>\n", X, Y);
  Out << formatv("<text class='{0}' x='{1}' y='{2}'>{3}</text></a>\n",
                 Stuck ? "label stuck" : "label", X + 12, Y - 5,
                 markupEscaped(label(Told)));
}

void Picture::draw() {
  findLanes();
  int Width = Left + 12 + LaneWidth * int(std::max<size_t>(Lanes.size(), 1));
  int Height = y(Defect.Steps.size());
  Out << formatv("<svg class='sequence' viewBox='0 0 {0} {1}' width='{0}' "
                 "height='{1}' role='img'><title>{2}</title>\n",
                 Width, Height, markupEscaped(Defect.Message));
  drawLanes();
  drawLocks();
  for (size_t Row = 0; Row < Defect.Steps.size(); ++Row)
    drawStep(Row);
  Out << "</svg>\n";
}

void drawSequence(const Finding &Defect, StringRef Prefix, raw_ostream &Out) {
  if (!Defect.Steps.empty())
    Picture(Defect, Prefix, Out).draw();
}

} // namespace quiesce::driver
