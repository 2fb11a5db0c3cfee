// A walk ends where the numbers of rounds of a loop are not known, and another one comes by: too many states, and silent.
// RUN: %check_tidy %s -- -std=c++20

#include <cctype>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

using Counts = std::unordered_map<std::string, int>;
using Stopwords = std::shared_ptr<const std::vector<std::string>>;

static Counts count_words(const std::string &text,
                          const std::shared_future<Stopwords> &stop) {
  Counts c;
  std::string w;
  auto add = [&] {
    if (!w.empty())
      c[w] = int(stop.get()->size());
  };
  for (unsigned char ch : text) {
    if (std::isalpha(ch))
      w += char(std::tolower(ch));
    else if (ch == '#')
      throw std::invalid_argument("comments are not allowed");
    else
      add();
  }
  add();
  return c;
}

static Counts merge(Counts a, Counts b) { return a.size() < b.size() ? b : a; }

static Counts reduce(std::vector<std::future<Counts>> parts) {
  while (parts.size() > 1) {
    std::vector<std::future<Counts>> next;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2)
      next.push_back(std::async(
          std::launch::async,
          [a = std::move(parts[i]), b = std::move(parts[i + 1])]() mutable {
            Counts left = a.get();
            return merge(std::move(left), b.get());
          }));
    if (parts.size() % 2)
      next.push_back(std::move(parts.back()));
    parts = std::move(next);
  }
  return parts.empty() ? Counts{} : parts.front().get();
}

Counts word_count(const std::vector<std::string> &docs, bool parallel) {
  Stopwords list = std::make_shared<const std::vector<std::string>>(
      std::vector<std::string>{"the", "a", "of"});
  std::promise<Stopwords> promise;
  std::shared_future<Stopwords> stop = promise.get_future().share();
  const auto policy = parallel ? std::launch::async : std::launch::deferred;
  std::vector<std::future<Counts>> parts;
  parts.reserve(docs.size());
  try {
    for (const auto &d : docs)
      parts.push_back(
          std::async(policy, [&d, stop] { return count_words(d, stop); }));
  } catch (...) {
    // the futures' destructors wait for the tasks, and those for this
    promise.set_exception(std::current_exception());
    throw;
  }
  // the mappers that are ahead wait for the list
  promise.set_value(std::move(list));
  return reduce(std::move(parts));
}

class Histogram {
public:
  void merge_in(const Counts &c) {
    std::lock_guard lk(m_);
    by_count_.emplace(int(c.size()), "a");
  }
  std::vector<std::string> top(std::size_t k) const {
    std::lock_guard lk(m_);
    std::vector<std::string> out;
    for (auto it = by_count_.rbegin(); it != by_count_.rend() && out.size() < k;
         ++it)
      out.push_back(it->second);
    return out;
  }

private:
  mutable std::mutex m_;
  std::multimap<int, std::string> by_count_;
};

int main() {
  std::vector<std::string> docs;
  for (int i = 0; i < 9; ++i)
    docs.push_back("The quick fox of the hill, quick fox " +
                   std::string(std::size_t(i), 'z'));
  Counts par = word_count(docs, true), seq = word_count(docs, false);
  Histogram h;
  h.merge_in(par);
  h.top(1);
  for (bool parallel : {true}) {
    try {
      word_count(docs, parallel);
      return 1;
    } catch (const std::invalid_argument &) {
    }
  }
  return par == seq ? 0 : 1;
}
