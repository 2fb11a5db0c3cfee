// Containers and algorithms.
#pragma once
#include "memory.h"

namespace __gnu_cxx {
template <class T, class C> class __normal_iterator {
public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = std::remove_cv_t<T>;
  using difference_type = std::ptrdiff_t;
  using pointer = T *;
  using reference = T &;
  __normal_iterator() BODY
  template <class U> __normal_iterator(const __normal_iterator<U, C> &) BODY
  T &operator*() const BODY
  T *operator->() const;
  T &operator[](std::ptrdiff_t) const BODY
  __normal_iterator &operator++() BODY
  __normal_iterator operator++(int) BODY
  __normal_iterator &operator--() BODY
  __normal_iterator &operator+=(std::ptrdiff_t) BODY
  __normal_iterator operator+(std::ptrdiff_t) const BODY
  __normal_iterator operator-(std::ptrdiff_t) const BODY
  friend std::ptrdiff_t operator-(const __normal_iterator &, const __normal_iterator &) { return 0; }
  friend bool operator==(const __normal_iterator &, const __normal_iterator &) { return false; }
  friend bool operator<(const __normal_iterator &, const __normal_iterator &) { return false; }
};
} // namespace __gnu_cxx

namespace std {
#define SEQUENCE(NAME)                                                                                                 \
  template <class T> class NAME {                                                                                      \
  public:                                                                                                              \
    using value_type = T;                                                                                              \
    using iterator = __gnu_cxx::__normal_iterator<T, NAME>;                                                            \
    using const_iterator = __gnu_cxx::__normal_iterator<const T, NAME>;                                                \
    using size_type = size_t;                                                                                          \
    NAME() BODY \
    explicit NAME(size_t) BODY \
    NAME(size_t, const T &) BODY \
    NAME(initializer_list<T>) BODY \
    template <class I> NAME(I, I) BODY \
    NAME(const NAME &) BODY \
    NAME(NAME &&) noexcept BODY \
    ~NAME() BODY \
    NAME &operator=(const NAME &) BODY \
    NAME &operator=(NAME &&) noexcept BODY \
    NAME &operator=(initializer_list<T>) BODY \
    T &operator[](size_t) BODY \
    const T &operator[](size_t) const BODY \
    T &at(size_t) BODY \
    T &front() BODY \
    T &back() BODY \
    const T &front() const BODY \
    T *data() BODY \
    void push_back(const T &) BODY \
    void push_back(T &&) BODY \
    void push_front(T) BODY \
    template <class... A> T &emplace_back(A &&...) BODY \
    template <class... A> T &emplace_front(A &&...) BODY \
    template <class... A> iterator emplace(const_iterator, A &&...) BODY \
    iterator insert(const_iterator, T) BODY \
    void pop_back() BODY \
    void pop_front() BODY \
    iterator erase(const_iterator) BODY \
    iterator erase(const_iterator, const_iterator) BODY \
    template <class F> size_t remove_if(F) BODY \
    void clear() BODY \
    void resize(size_t) BODY \
    void reserve(size_t) BODY \
    size_t size() const BODY \
    bool empty() const BODY \
    void swap(NAME &) BODY \
    iterator begin() BODY \
    iterator end() BODY \
    const_iterator begin() const BODY \
    const_iterator end() const BODY \
    const_iterator cbegin() const BODY \
    const_iterator cend() const BODY \
    iterator rbegin() BODY \
    iterator rend() BODY \
  };                                                                                                                   \
  template <class T> NAME(initializer_list<T>)->NAME<T>;
SEQUENCE(vector)
SEQUENCE(deque)
SEQUENCE(list)
#undef SEQUENCE

template <class T, size_t N> struct array {
  T elements[N];
  T &operator[](size_t) BODY
  const T &operator[](size_t) const BODY
  T &at(size_t) BODY
  T &front() BODY
  T &back() BODY
  size_t size() const BODY
  bool empty() const BODY
  void fill(const T &) BODY
  T *begin() BODY
  T *end() BODY
  const T *begin() const BODY
  const T *end() const BODY
};
template <class T, class... U> array(T, U...) -> array<T, 1 + sizeof...(U)>;
template <class T, size_t N> struct tuple_size<array<T, N>> : integral_constant<size_t, N> {};
template <size_t I, class T, size_t N> struct tuple_element<I, array<T, N>> {
  using type = T;
};
template <size_t I, class T, size_t N> T &get(array<T, N> &) BODY
template <class T> class span {
public:
  span(T *, size_t) BODY
  template <class C> span(C &) BODY
  T &operator[](size_t) const BODY
  size_t size() const BODY
  bool empty() const BODY
  T *begin() const BODY
  T *end() const BODY
};

#define ADAPTER(NAME, NEXT)                                                                                            \
  template <class T, class C = deque<T>> class NAME {                                                                  \
  public:                                                                                                              \
    NAME() BODY \
    NAME(const NAME &) BODY \
    NAME(NAME &&) BODY \
    ~NAME() BODY \
    NAME &operator=(const NAME &) BODY \
    void push(const T &) BODY \
    void push(T &&) BODY \
    template <class... A> void emplace(A &&...) BODY \
    void pop() BODY \
    T &NEXT() BODY \
    T &back() BODY \
    size_t size() const BODY \
    bool empty() const BODY \
    void swap(NAME &) BODY \
  };
ADAPTER(queue, front)
ADAPTER(stack, top)
ADAPTER(priority_queue, top)
#undef ADAPTER

#define MAP(NAME)                                                                                                      \
  template <class K, class V> class NAME {                                                                             \
  public:                                                                                                              \
    using key_type = K;                                                                                                \
    using mapped_type = V;                                                                                             \
    using value_type = pair<const K, V>;                                                                               \
    using iterator = __gnu_cxx::__normal_iterator<value_type, NAME>;                                                   \
    using const_iterator = __gnu_cxx::__normal_iterator<const value_type, NAME>;                                       \
    NAME() BODY \
    NAME(initializer_list<value_type>) BODY \
    NAME(const NAME &) BODY \
    NAME(NAME &&) BODY \
    ~NAME() BODY \
    NAME &operator=(const NAME &) BODY \
    NAME &operator=(NAME &&) BODY \
    V &operator[](const K &) BODY \
    V &at(const K &) BODY \
    const V &at(const K &) const BODY \
    iterator find(const K &) BODY \
    const_iterator find(const K &) const BODY \
    bool contains(const K &) const BODY \
    size_t count(const K &) const BODY \
    pair<iterator, bool> insert(value_type) BODY \
    template <class U> pair<iterator, bool> insert_or_assign(const K &, U &&) BODY \
    template <class... A> pair<iterator, bool> emplace(A &&...) BODY \
    template <class... A> pair<iterator, bool> try_emplace(const K &, A &&...) BODY \
    iterator erase(iterator) BODY \
    size_t erase(const K &) BODY \
    void clear() BODY \
    size_t size() const BODY \
    bool empty() const BODY \
    void swap(NAME &) BODY \
    iterator begin() BODY \
    iterator end() BODY \
    const_iterator begin() const BODY \
    const_iterator end() const BODY \
  };
MAP(map)
MAP(multimap)
MAP(unordered_map)
#undef MAP

#define SET(NAME)                                                                                                      \
  template <class K> class NAME {                                                                                      \
  public:                                                                                                              \
    using value_type = K;                                                                                              \
    using iterator = __gnu_cxx::__normal_iterator<const K, NAME>;                                                      \
    NAME() BODY \
    NAME(initializer_list<K>) BODY \
    NAME(const NAME &) BODY \
    ~NAME() BODY \
    iterator find(const K &) const BODY \
    bool contains(const K &) const BODY \
    size_t count(const K &) const BODY \
    pair<iterator, bool> insert(K) BODY \
    template <class... A> pair<iterator, bool> emplace(A &&...) BODY \
    iterator erase(iterator) BODY \
    size_t erase(const K &) BODY \
    void clear() BODY \
    size_t size() const BODY \
    bool empty() const BODY \
    iterator begin() const BODY \
    iterator end() const BODY \
  };
SET(set)
SET(unordered_set)
#undef SET

template <class C> span(C &) -> span<typename C::value_type>;
template <class T, size_t N> span(T (&)[N]) -> span<T>;
template <class C> auto begin(C &c) -> decltype(c.begin()) BODY
template <class C> auto end(C &c) -> decltype(c.end()) BODY
template <class T, size_t N> T *begin(T (&)[N]) BODY
template <class T, size_t N> T *end(T (&)[N]) BODY
template <class C> auto size(const C &c) -> decltype(c.size()) BODY
template <class C> bool empty(const C &) BODY
template <class I, class F> F for_each(I, I, F) BODY
template <class I, class F> bool any_of(I, I, F) BODY
template <class I, class F> bool all_of(I, I, F) BODY
template <class I, class F> bool none_of(I, I, F) BODY
template <class I, class F> I find_if(I, I, F) BODY
template <class I, class T> I find(I, I, const T &) BODY
template <class I, class F> ptrdiff_t count_if(I, I, F) BODY
template <class I, class T> ptrdiff_t count(I, I, const T &) BODY
template <class I, class O, class F> O transform(I, I, O, F) BODY
template <class I, class F> I remove_if(I, I, F) BODY
template <class I, class T> I remove(I, I, const T &) BODY
template <class I> void sort(I, I) BODY
template <class I, class F> void sort(I, I, F) BODY
template <class I> void reverse(I, I) BODY
template <class I, class T> T accumulate(I, I, T) BODY
template <class I, class T> void iota(I, I, T) BODY
template <class I> I next(I, ptrdiff_t = 1) BODY
template <class I> I prev(I, ptrdiff_t = 1) BODY
template <class I> ptrdiff_t distance(I, I) BODY
template <class C, class F> size_t erase_if(C &, F) BODY
template <class C, class T> size_t erase(C &, const T &) BODY
template <class C> struct back_insert_iterator {
  template <class T> back_insert_iterator &operator=(T &&) BODY
  back_insert_iterator &operator*() BODY
  back_insert_iterator &operator++() BODY
};
template <class C> back_insert_iterator<C> back_inserter(C &) BODY
namespace ranges {
struct __for_each_fn {
  template <class R, class F> F operator()(R &&, F) const BODY
};
struct __any_of_fn {
  template <class R, class F> bool operator()(R &&, F) const BODY
};
struct __all_of_fn {
  template <class R, class F> bool operator()(R &&, F) const BODY
};
struct __find_if_fn {
  template <class R, class F> auto operator()(R &&r, F) const -> decltype(r.begin()) BODY
};
inline constexpr __for_each_fn for_each{};
inline constexpr __any_of_fn any_of{};
inline constexpr __all_of_fn all_of{};
inline constexpr __find_if_fn find_if{};
} // namespace ranges
} // namespace std
