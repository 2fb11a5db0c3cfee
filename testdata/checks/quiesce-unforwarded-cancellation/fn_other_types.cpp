// A known limit: overloads are compared by the types of their parameters, so
// one that takes the same thing as another type is not seen.
// RUN: %check_tidy %s

#include <stop_token>
#include <string>
#include <string_view>

void download(std::string_view url);
void download(std::string url, std::stop_token stop);

void fn_other_types(std::stop_token stop) { download("a"); }
