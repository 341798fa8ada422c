#pragma once
#include <functional>
#include <string>

#include "nuong/http/log.hpp"
#include "nuong/operations/wiring.hpp"

namespace nuong::app {

Result<std::string> ReadTextFile(const std::string& file);

/// Sends the newest checkpoint to every witness with an address that has not cosigned it, and keeps what they answer.
/// One that does not answer is noted in the log and asked again next time. Stops between two when `is_stopping`.
void AskWitnesses(operations::Services& services, http::Log& log, const std::function<bool()>& is_stopping);

}  // namespace nuong::app
