int a; // NOLINT
int b; // NOLINT(quiesce-deadlock): held on purpose
// NOLINTNEXTLINE(quiesce-*,-quiesce-blocked-send)
int c;
/* NOLINTBEGIN(quiesce-blocked-join) */
int d;
/* NOLINTEND(quiesce-blocked-join) */
