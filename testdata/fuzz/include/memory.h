// Smart pointers, holders and callables.
#pragma once
#include "core.h"

namespace std {

template <class T> struct default_delete {
  void operator()(T *) const BODY
};
template <class T, class D = default_delete<T>> class unique_ptr {
public:
  unique_ptr() BODY
  unique_ptr(nullptr_t) BODY
  explicit unique_ptr(T *) BODY
  unique_ptr(T *, D) BODY
  unique_ptr(unique_ptr &&) noexcept BODY
  template <class U> unique_ptr(unique_ptr<U> &&) noexcept BODY
  ~unique_ptr() BODY
  unique_ptr &operator=(unique_ptr &&) noexcept BODY
  unique_ptr &operator=(nullptr_t) noexcept BODY
  T &operator*() const BODY
  T *operator->() const;
  T *get() const BODY
  T *release() BODY
  void reset(T * = nullptr) BODY
  explicit operator bool() const BODY
  void swap(unique_ptr &) BODY
  friend bool operator==(const unique_ptr &, nullptr_t) { return false; }
};
template <class T, class D> class unique_ptr<T[], D> {
public:
  unique_ptr() BODY
  explicit unique_ptr(T *) BODY
  unique_ptr(unique_ptr &&) noexcept BODY
  ~unique_ptr() BODY
  unique_ptr &operator=(unique_ptr &&) noexcept BODY
  T &operator[](size_t) const BODY
  T *get() const BODY
  explicit operator bool() const BODY
};
template <class T> class weak_ptr;
template <class T> class shared_ptr {
public:
  shared_ptr() BODY
  shared_ptr(nullptr_t) BODY
  template <class U> explicit shared_ptr(U *) BODY
  template <class U, class D> shared_ptr(U *, D) BODY
  shared_ptr(const shared_ptr &) noexcept BODY
  shared_ptr(shared_ptr &&) noexcept BODY
  template <class U> shared_ptr(const shared_ptr<U> &) noexcept BODY
  template <class U> shared_ptr(unique_ptr<U> &&) BODY
  explicit shared_ptr(const weak_ptr<T> &) BODY
  ~shared_ptr() BODY
  shared_ptr &operator=(const shared_ptr &) noexcept BODY
  shared_ptr &operator=(shared_ptr &&) noexcept BODY
  __add_lvalue_reference(T) operator*() const BODY
  T *operator->() const;
  T *get() const BODY
  void reset() BODY
  template <class U> void reset(U *) BODY
  long use_count() const BODY
  explicit operator bool() const BODY
  void swap(shared_ptr &) BODY
  friend bool operator==(const shared_ptr &, nullptr_t) { return false; }
  friend bool operator==(const shared_ptr &, const shared_ptr &) { return false; }
};
template <class T> class weak_ptr {
public:
  weak_ptr() BODY
  weak_ptr(const weak_ptr &) BODY
  template <class U> weak_ptr(const shared_ptr<U> &) BODY
  ~weak_ptr() BODY
  weak_ptr &operator=(const weak_ptr &) BODY
  template <class U> weak_ptr &operator=(const shared_ptr<U> &) BODY
  shared_ptr<T> lock() const BODY
  bool expired() const BODY
  void reset() BODY
};
template <class T, class... A> unique_ptr<T> make_unique(A &&...)
  requires(!__is_array(T)) BODY
template <class T> unique_ptr<T> make_unique(size_t)
  requires(__is_array(T)) BODY
template <class T, class... A> shared_ptr<T> make_shared(A &&...) BODY
template <class T, class U> shared_ptr<T> static_pointer_cast(const shared_ptr<U> &) BODY
template <class T, class U> shared_ptr<T> dynamic_pointer_cast(const shared_ptr<U> &) BODY
template <class T> class enable_shared_from_this {
public:
  shared_ptr<T> shared_from_this() BODY
  weak_ptr<T> weak_from_this() BODY
};

struct nullopt_t {
  explicit constexpr nullopt_t(int) {}
};
inline constexpr nullopt_t nullopt{0};
struct in_place_t {};
inline constexpr in_place_t in_place{};
template <class T> struct in_place_type_t {};
template <class T> inline constexpr in_place_type_t<T> in_place_type{};
template <size_t I> struct in_place_index_t {};
template <size_t I> inline constexpr in_place_index_t<I> in_place_index{};

template <class T> class optional {
public:
  using value_type = T;
  optional() BODY
  optional(nullopt_t) BODY
  optional(const optional &) BODY
  optional(optional &&) BODY
  template <class U = T>
    requires(!is_same_v<remove_cvref_t<U>, optional> && is_constructible_v<T, U>)
  optional(U &&) BODY
  ~optional() BODY
  optional &operator=(nullopt_t) BODY
  optional &operator=(const optional &) BODY
  optional &operator=(optional &&) BODY
  template <class U = T>
    requires(!is_same_v<remove_cvref_t<U>, optional> && is_constructible_v<T, U>)
  optional &operator=(U &&) BODY
  T &operator*() & BODY
  const T &operator*() const & BODY
  T &&operator*() && BODY
  T *operator->();
  const T *operator->() const;
  T &value() BODY
  const T &value() const;
  template <class U> T value_or(U &&) const;
  explicit operator bool() const BODY
  bool has_value() const;
  void reset() BODY
  template <class... A> T &emplace(A &&...) BODY
  friend bool operator==(const optional &, nullopt_t) { return false; }
  friend bool operator==(const optional &, const T &) { return false; }
};
template <class T> optional(T) -> optional<T>;
template <class T> optional<decay_t<T>> make_optional(T &&) BODY

struct monostate {};
template <class... T> class variant {
public:
  variant() BODY
  variant(const variant &) BODY
  variant(variant &&) BODY
  template <class U>
    requires(!is_same_v<remove_cvref_t<U>, variant>)
  variant(U &&) BODY
  template <class U, class... A> variant(in_place_type_t<U>, A &&...) BODY
  template <size_t I, class... A> variant(in_place_index_t<I>, A &&...) BODY
  ~variant() BODY
  variant &operator=(const variant &) BODY
  variant &operator=(variant &&) BODY
  template <class U>
    requires(!is_same_v<remove_cvref_t<U>, variant>)
  variant &operator=(U &&) BODY
  size_t index() const BODY
  template <class U, class... A> U &emplace(A &&...) BODY
  template <size_t I, class... A> auto &emplace(A &&...) BODY
  bool valueless_by_exception() const;
};
template <class U, class... T> U &get(variant<T...> &) BODY
template <class U, class... T> const U &get(const variant<T...> &) BODY
template <class U, class... T> U &&get(variant<T...> &&) BODY
template <size_t I, class... T> __type_pack_element<I, T...> &get(variant<T...> &) BODY
template <class U, class... T> U *get_if(variant<T...> *) BODY
template <class U, class... T> const U *get_if(const variant<T...> *) BODY
template <size_t I, class... T> __type_pack_element<I, T...> *get_if(variant<T...> *) BODY
template <class U, class... T> bool holds_alternative(const variant<T...> &) BODY
template <class F, class V, class... W>
decltype(declval<F>()(std::get<0>(declval<V &>()))) visit(F &&, V &&, W &&...) BODY

template <class E> struct unexpected {
  unexpected(E) BODY
};
template <class T, class E> class expected {
public:
  expected() BODY
  expected(T) BODY
  expected(unexpected<E>) BODY
  T &operator*() BODY
  T &value() BODY
  E &error() BODY
  explicit operator bool() const BODY
  bool has_value() const;
};

template <class T> class reference_wrapper {
public:
  reference_wrapper(T &) BODY
  operator T &() const BODY
  T &get() const BODY
  template <class... A> decltype(auto) operator()(A &&...) const BODY
};
template <class T> reference_wrapper(T &) -> reference_wrapper<T>;
template <class T> reference_wrapper<T> ref(T &) BODY
template <class T> reference_wrapper<const T> cref(const T &) BODY

template <class> class function;
template <class R, class... A> class function<R(A...)> {
public:
  function() BODY
  function(nullptr_t) BODY
  function(const function &) BODY
  function(function &&) BODY
  template <class F>
    requires(!is_same_v<remove_cvref_t<F>, function>)
  function(F &&) BODY
  ~function() BODY
  function &operator=(const function &) BODY
  function &operator=(function &&) BODY
  function &operator=(nullptr_t) BODY
  template <class F>
    requires(!is_same_v<remove_cvref_t<F>, function>)
  function &operator=(F &&) BODY
  R operator()(A...) const BODY
  explicit operator bool() const BODY
};
template <class S> class move_only_function;
template <class R, class... A> class move_only_function<R(A...)> {
public:
  move_only_function() BODY
  move_only_function(move_only_function &&) BODY
  template <class F>
    requires(!is_same_v<remove_cvref_t<F>, move_only_function>)
  move_only_function(F &&) BODY
  ~move_only_function() BODY
  R operator()(A...) BODY
  explicit operator bool() const BODY
};
struct bound {
  template <class... A> void operator()(A &&...) const BODY
};
template <class F, class... A> bound bind(F &&, A &&...) BODY
template <class F, class... A> bound bind_front(F &&, A &&...) BODY
template <class M> bound mem_fn(M) BODY
template <class F, class... A> invoke_result_t<F, A...> invoke(F &&, A &&...) BODY
namespace placeholders {
struct placeholder {};
extern const placeholder _1, _2, _3;
} // namespace placeholders
template <class T = void> struct less {
  bool operator()(const T &, const T &) const BODY
};
template <class T = void> struct greater {
  bool operator()(const T &, const T &) const BODY
};
} // namespace std
