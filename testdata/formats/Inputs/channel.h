template <typename T> class channel {
public:
  void send(T value);
  T recv();
  void close();
};
