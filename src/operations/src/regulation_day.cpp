#include "regulation_day.hpp"

namespace nuong::operations {

Result<CivilDate> DayAsked(Services& services, const std::optional<std::string>& on, const std::string& pointer) {
  if (!on) return DateOf(services.Now(), services.offset());
  const auto day = ParseDate(*on);
  if (day) return *day;
  const Text message{"Không có ngày này. Hãy ghi một ngày có thật, dạng 2023-06-03.",
                     "There is no such day. Write one that exists, such as 2023-06-03."};
  return Error{ErrorCode::kInvalid, "day_invalid", message, "no such day", {{pointer, "day_invalid", message}}};
}

}  // namespace nuong::operations
