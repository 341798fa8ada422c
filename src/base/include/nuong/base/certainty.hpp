#pragma once

namespace nuong {

/// How sure we are that the text says so. kUnknown is shown as such and never counts as law.
enum class Certainty { kVerified, kPartial, kUnverified, kUnknown };

}  // namespace nuong
