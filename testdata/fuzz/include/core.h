// Types, traits, pairs and tuples, as far as programs of the corpora name them.
#pragma once

typedef decltype(sizeof 0) size_t;
typedef long ptrdiff_t;
typedef decltype(nullptr) nullptr_t;
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long int64_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned uint32_t;
typedef unsigned long uint64_t;
typedef long intptr_t;
typedef unsigned long uintptr_t;
#define NULL nullptr
#define INT_MAX 2147483647
#define UINT_MAX 4294967295u
#define SIZE_MAX (~0ul)

// The body of what has none of its own: a template for a type without linkage must have one.
#define BODY                                                                                                           \
  { __builtin_trap(); }

void *operator new(size_t);
void *operator new(size_t, void *) noexcept;
void *operator new[](size_t);
void operator delete(void *) noexcept;
void operator delete(void *, size_t) noexcept;
void operator delete[](void *) noexcept;

namespace std {
using ::int16_t;
using ::int32_t;
using ::int64_t;
using ::int8_t;
using ::nullptr_t;
using ::ptrdiff_t;
using ::size_t;
using ::uint16_t;
using ::uint32_t;
using ::uint64_t;
using ::uint8_t;
using ::uintptr_t;
enum class byte : unsigned char {};
enum class align_val_t : size_t {};
struct nothrow_t {};
extern const nothrow_t nothrow;
struct source_location {
  static consteval source_location current() { return {}; }
};
struct strong_ordering {
  static const strong_ordering less, equal, greater;
  friend bool operator<(strong_ordering, int) BODY
  friend bool operator>(strong_ordering, int) BODY
  friend bool operator==(strong_ordering, int) BODY
};

// ---- Traits ----

template <class T, T V> struct integral_constant {
  static constexpr T value = V;
  using type = integral_constant;
  constexpr operator T() const { return V; }
};
template <bool B> using bool_constant = integral_constant<bool, B>;
using true_type = bool_constant<true>;
using false_type = bool_constant<false>;
template <bool, class T = void> struct enable_if {};
template <class T> struct enable_if<true, T> {
  using type = T;
};
template <bool B, class T = void> using enable_if_t = typename enable_if<B, T>::type;
template <bool, class T, class> struct conditional {
  using type = T;
};
template <class T, class U> struct conditional<false, T, U> {
  using type = U;
};
template <bool B, class T, class U> using conditional_t = typename conditional<B, T, U>::type;
template <class...> using void_t = void;
template <class T> struct type_identity {
  using type = T;
};
template <class T> using type_identity_t = typename type_identity<T>::type;
template <class T> using remove_reference_t = __remove_reference_t(T);
template <class T> using remove_cv_t = __remove_cv(T);
template <class T> using remove_cvref_t = __remove_cvref(T);
template <class T> using decay_t = __decay(T);
template <class T> using add_pointer_t = __add_pointer(T);
template <class T> using underlying_type_t = __underlying_type(T);
template <class T> struct decay {
  using type = __decay(T);
};
template <class T> struct remove_reference {
  using type = __remove_reference_t(T);
};
template <class T, class U> inline constexpr bool is_same_v = __is_same(T, U);
template <class T, class U> struct is_same : bool_constant<__is_same(T, U)> {};
template <class B, class D> inline constexpr bool is_base_of_v = __is_base_of(B, D);
template <class T> inline constexpr bool is_void_v = __is_void(T);
template <class T> struct is_void : bool_constant<__is_void(T)> {};
template <class T> inline constexpr bool is_integral_v = __is_integral(T);
template <class T> inline constexpr bool is_pointer_v = __is_pointer(T);
template <class T, class... A> inline constexpr bool is_constructible_v = __is_constructible(T, A...);
template <class F, class T> inline constexpr bool is_convertible_v = __is_convertible(F, T);
template <class T> T &&declval() noexcept;
template <class F, class... A>
concept invocable = requires(F &&f, A &&...a) { static_cast<F &&>(f)(static_cast<A &&>(a)...); };
template <class F, class... A> inline constexpr bool is_invocable_v = invocable<F, A...>;
template <class F, class... A> using invoke_result_t = decltype(declval<F>()(declval<A>()...));
template <class T, class U>
concept same_as = is_same_v<T, U>;
template <class F, class T>
concept convertible_to = is_convertible_v<F, T>;
template <class T, class U>
concept derived_from = is_base_of_v<U, T>;
template <class T>
concept integral = is_integral_v<T>;
template <class T> struct numeric_limits {
  static constexpr T max() { return T(); }
  static constexpr T min() { return T(); }
};

// ---- Utility ----

template <class T> constexpr remove_reference_t<T> &&move(T &&x) noexcept {
  return static_cast<remove_reference_t<T> &&>(x);
}
template <class T> constexpr T &&forward(remove_reference_t<T> &x) noexcept { return static_cast<T &&>(x); }
template <class T> constexpr T &&forward(remove_reference_t<T> &&x) noexcept { return static_cast<T &&>(x); }
template <class T> constexpr const T &as_const(T &x) noexcept { return x; }
template <class T, class U = T> T exchange(T &, U &&) BODY
template <class T> void swap(T &, T &) noexcept BODY
template <class T> T *addressof(T &) noexcept BODY
template <class T> const T &min(const T &, const T &) BODY
template <class T> const T &max(const T &, const T &) BODY
template <class T> const T &clamp(const T &, const T &, const T &) BODY

template <class E> class initializer_list {
  const E *first;
  size_t count;

public:
  using value_type = E;
  using iterator = const E *;
  constexpr initializer_list() noexcept : first(nullptr), count(0) {}
  constexpr size_t size() const noexcept { return count; }
  constexpr const E *begin() const noexcept { return first; }
  constexpr const E *end() const noexcept { return first + count; }
};

template <class A, class B> struct pair {
  A first;
  B second;
  pair() : first(), second() {}
  pair(const A &a, const B &b) : first(a), second(b) {}
  template <class U, class V> pair(U &&a, V &&b) : first(static_cast<U &&>(a)), second(static_cast<V &&>(b)) {}
};
template <class A, class B> pair(A, B) -> pair<A, B>;
template <class A, class B> pair<decay_t<A>, decay_t<B>> make_pair(A &&, B &&) BODY

template <class... T> class tuple {
public:
  tuple() BODY
  tuple(const T &...)
    requires(sizeof...(T) > 0) BODY
  template <class... U> tuple(U &&...) BODY
  template <class... U> tuple &operator=(const tuple<U...> &) BODY
  template <class A, class B> tuple &operator=(const pair<A, B> &) BODY
};
template <class... T> tuple(T...) -> tuple<T...>;
template <class... T> tuple<decay_t<T>...> make_tuple(T &&...) BODY
template <class... T> tuple<T &...> tie(T &...) BODY
template <class... T> tuple<T &&...> forward_as_tuple(T &&...) BODY
struct ignore_t {
  template <class T> const ignore_t &operator=(const T &) const BODY
};
extern const ignore_t ignore;

template <class> struct tuple_size;
template <size_t, class> struct tuple_element;
template <class A, class B> struct tuple_size<pair<A, B>> : integral_constant<size_t, 2> {};
template <class... T> struct tuple_size<tuple<T...>> : integral_constant<size_t, sizeof...(T)> {};
template <size_t I, class... T> struct tuple_element<I, tuple<T...>> {
  using type = __type_pack_element<I, T...>;
};
template <size_t I, class A, class B> struct tuple_element<I, pair<A, B>> {
  using type = __type_pack_element<I, A, B>;
};
template <size_t I, class T> using tuple_element_t = typename tuple_element<I, T>::type;
template <size_t I, class... T> tuple_element_t<I, tuple<T...>> &get(tuple<T...> &) BODY
template <size_t I, class... T> tuple_element_t<I, tuple<T...>> &&get(tuple<T...> &&) BODY
template <size_t I, class... T> const tuple_element_t<I, tuple<T...>> &get(const tuple<T...> &) BODY
template <size_t I, class A, class B> tuple_element_t<I, pair<A, B>> &get(pair<A, B> &) BODY
template <size_t I, class A, class B> tuple_element_t<I, pair<A, B>> &&get(pair<A, B> &&) BODY
template <size_t I, class A, class B> const tuple_element_t<I, pair<A, B>> &get(const pair<A, B> &) BODY
template <class F, class T> decltype(auto) apply(F &&, T &&) BODY
template <class T> struct hash {
  size_t operator()(const T &) const BODY
};

struct input_iterator_tag {};
struct forward_iterator_tag : input_iterator_tag {};
struct random_access_iterator_tag : forward_iterator_tag {};

// ---- Text and errors ----

template <class C> class basic_string_view {
public:
  basic_string_view() BODY
  basic_string_view(const C *) BODY
  basic_string_view(const C *, size_t) BODY
  size_t size() const BODY
  bool empty() const BODY
  bool starts_with(basic_string_view) const BODY
  const C *begin() const BODY
  const C *end() const BODY
  const C &operator[](size_t) const BODY
  friend bool operator==(basic_string_view, basic_string_view) { return false; }
};
template <class C> class basic_string {
public:
  static constexpr size_t npos = ~size_t(0);
  basic_string() BODY
  basic_string(const C *) BODY
  basic_string(size_t, C) BODY
  basic_string(basic_string_view<C>) BODY
  operator basic_string_view<C>() const BODY
  const C *c_str() const BODY
  const C *data() const BODY
  size_t size() const BODY
  size_t length() const BODY
  bool empty() const BODY
  void clear() BODY
  void reserve(size_t) BODY
  void push_back(C) BODY
  bool starts_with(basic_string_view<C>) const BODY
  bool ends_with(basic_string_view<C>) const BODY
  bool contains(basic_string_view<C>) const BODY
  size_t find(basic_string_view<C>, size_t = 0) const BODY
  basic_string substr(size_t, size_t = npos) const;
  basic_string &append(basic_string_view<C>) BODY
  basic_string &operator+=(basic_string_view<C>) BODY
  basic_string &operator+=(C) BODY
  C &operator[](size_t) BODY
  C &front() BODY
  C &back() BODY
  C *begin() BODY
  C *end() BODY
  const C *begin() const BODY
  const C *end() const BODY
  friend basic_string operator+(const basic_string &a, const basic_string &) { return a; }
  friend basic_string operator+(const basic_string &a, const C *) { return a; }
  friend basic_string operator+(const basic_string &a, C) { return a; }
  friend basic_string operator+(const C *, const basic_string &a) { return a; }
  friend bool operator==(const basic_string &, const basic_string &) { return false; }
  friend bool operator==(const basic_string &, const C *) { return false; }
  friend bool operator<(const basic_string &, const basic_string &) { return false; }
};
using string = basic_string<char>;
using string_view = basic_string_view<char>;
string to_string(long) BODY
int stoi(const string &, size_t * = nullptr, int = 10) BODY
inline namespace literals {
inline namespace string_literals {
string operator""s(const char *, size_t) BODY
}
} // namespace literals

class exception {
public:
  virtual ~exception() BODY
  virtual const char *what() const noexcept BODY
};
struct bad_alloc : exception {};
struct bad_function_call : exception {};
struct logic_error : exception {
  logic_error(const string &) BODY
};
struct runtime_error : exception {
  runtime_error(const string &) BODY
};
struct domain_error : logic_error {
  using logic_error::logic_error;
};
struct future_error : logic_error {
  using logic_error::logic_error;
};
struct invalid_argument : logic_error {
  using logic_error::logic_error;
};
struct out_of_range : logic_error {
  using logic_error::logic_error;
};
class error_category {};
class error_code {
public:
  error_code() noexcept BODY
  explicit operator bool() const noexcept BODY
  void clear() noexcept BODY
  int value() const noexcept;
  string message() const BODY
};
struct system_error : runtime_error {
  system_error(error_code) : runtime_error("") {}
  const error_code &code() const noexcept BODY
};
enum class errc { timed_out, interrupted };
error_code make_error_code(errc);
class exception_ptr {
public:
  exception_ptr() BODY
  exception_ptr(nullptr_t) BODY
  explicit operator bool() const BODY
};
exception_ptr current_exception() noexcept BODY
template <class E> exception_ptr make_exception_ptr(E) BODY
[[noreturn]] void rethrow_exception(exception_ptr);
[[noreturn]] void terminate() noexcept;
int uncaught_exceptions() noexcept BODY

template <class C> struct basic_ios {
  explicit operator bool() const BODY
};
template <class C> struct basic_ostream : basic_ios<C> {
  basic_ostream &operator<<(long) BODY
  basic_ostream &operator<<(const C *) BODY
  basic_ostream &operator<<(basic_string_view<C>) BODY
  basic_ostream &operator<<(basic_ostream &(*)(basic_ostream &)) BODY
};
template <class C> struct basic_istream : basic_ios<C> {
  template <class T> basic_istream &operator>>(T &) BODY
};
template <class C> struct basic_ostringstream : basic_ostream<C> {
  basic_string<C> str() const BODY
};
template <class C> struct basic_ifstream : basic_istream<C> {
  explicit basic_ifstream(const string &);
};
using ifstream = basic_ifstream<char>;
using ostream = basic_ostream<char>;
using istream = basic_istream<char>;
using ostringstream = basic_ostringstream<char>;
using stringstream = basic_ostringstream<char>;
extern ostream cout, cerr;
extern istream cin;
ostream &endl(ostream &) BODY
template <class C> bool getline(basic_istream<C> &, basic_string<C> &) BODY
} // namespace std
