#ifndef PARLEY_PHONE_NUMBER_H
#define PARLEY_PHONE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Parses a phone number as typed, with Google's libphonenumber.
//
// text: UTF-8. region: two letters for numbers without a country code, "ZZ" for none.
// e164: receives "+" and digits and a final NUL; at least 24 bytes.
// possible: receives whether the length fits its country. found_region: receives two letters and a NUL, "ZZ" where
// the library knows none; at least 4 bytes.
// Returns whether the text could be parsed at all. Never throws.
bool parley_parse_phone_number(const char *text, const char *region, char *e164, size_t e164_capacity, bool *possible,
                               char *found_region, size_t found_region_capacity);

#ifdef __cplusplus
}
#endif

#endif
