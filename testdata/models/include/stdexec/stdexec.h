// The names and signatures of stdexec that its model has, from the headers that stdexec.yaml links.
#pragma once

namespace stdexec {

class inplace_stop_token {
public:
  bool stop_requested() const noexcept;
  bool stop_possible() const noexcept;
};
class inplace_stop_source {
public:
  inplace_stop_source() noexcept;
  ~inplace_stop_source();
  bool request_stop() noexcept;
  inplace_stop_token get_token() const noexcept;
  bool stop_requested() const noexcept;
};
class run_loop {
public:
  struct scheduler {};
  scheduler get_scheduler() noexcept;
  void run();
  void finish();
};

} // namespace stdexec
