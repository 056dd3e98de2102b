#include "phone_number.h"

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

bool copy(const std::string &from, char *to, size_t capacity) {
    if (from.size() + 1 > capacity) return false;
    std::memcpy(to, from.c_str(), from.size() + 1);
    return true;
}

}  // namespace

bool parley_parse_phone_number(const char *text, const char *region, char *e164, size_t e164_capacity, bool *possible,
                               char *found_region, size_t found_region_capacity) {
    // No exception may pass into Swift.
    try {
        const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (util->Parse(text, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
        std::string formatted;
        util->Format(number, PhoneNumberUtil::E164, &formatted);
        std::string found;
        util->GetRegionCodeForNumber(number, &found);
        *possible = util->IsPossibleNumber(number);
        return copy(formatted, e164, e164_capacity) && copy(found, found_region, found_region_capacity);
    } catch (...) {
        return false;
    }
}
