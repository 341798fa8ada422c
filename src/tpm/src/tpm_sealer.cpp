#include "nuong/tpm/tpm_sealer.hpp"

#include <algorithm>
#include <utility>

#include "nuong/vault/hash.hpp"
#include "talk.hpp"

namespace nuong::tpm {
namespace {

/// Hex of a hash: a TPM drops zero bytes at the end of what it is told, and hex has none. 128 bits.
vault::Secret ToldOf(std::string_view pin) {
  constexpr std::size_t kBytes = 16;
  if (pin.empty()) return {};
  constexpr std::string_view kContext = "nuong root key pin\n";
  vault::Secret hashed(kContext.size() + pin.size());
  std::ranges::copy(pin, std::ranges::copy(kContext, hashed.bytes().begin()).out);
  const auto hash = vault::Sha256({reinterpret_cast<const char*>(hashed.bytes().data()), hashed.bytes().size()});
  const std::string hex = vault::Hex({reinterpret_cast<const char*>(hash.data()), kBytes});
  return vault::Secret::CopyOf({reinterpret_cast<const std::uint8_t*>(hex.data()), hex.size()});
}

Error Broken(std::string id, Text message, std::string note) {
  return {ErrorCode::kBroken, std::move(id), std::move(message), std::move(note), {}};
}

Error Absent(const std::string& where, std::string note) {
  return Broken("root_key_tpm_absent",
                {"Không liên lạc được TPM tại " + where +
                     ". Kiểm tra quyền đọc thiết bị, hoặc đặt NUONG_TPM; nếu máy đã thay, mở bằng khóa in (nuong "
                     "root-key reseal).",
                 "No TPM answers at " + where +
                     ". See whether the device may be read, or set NUONG_TPM; if the machine was replaced, use the "
                     "printed key (nuong root-key reseal)."},
                std::move(note));
}

Error Unfit(std::string note) {
  return Broken("root_key_tpm_unfit",
                {"TPM này không dùng được: quyền chủ (owner) đã đặt mật khẩu, hoặc TPM không có khóa ECC P-256.",
                 "This TPM cannot be used: its owner hierarchy has a password, or it has no ECC P-256 keys."},
                std::move(note));
}

Error Refused(std::string note) {
  return Broken("root_key_tpm_refused",
                {"TPM này không mở được khóa gốc: khóa niêm phong cho máy khác, TPM đã bị xóa, hoặc tệp bị sửa. Dùng "
                 "khóa in (nuong root-key reseal).",
                 "This TPM does not open the root key: it is sealed to another machine, the TPM was cleared, or the "
                 "file was altered. Use the printed key (nuong root-key reseal)."},
                std::move(note));
}

Error Locked(std::string note) {
  return Broken(
      "root_key_tpm_locked",
      {"TPM tạm khóa vì nhiều lần nhập sai mã PIN. Hãy chờ rồi thử lại; cần ngay thì dùng khóa in và bỏ "
       "NUONG_PASSPHRASE (nuong root-key reseal).",
       "The TPM has stopped answering after wrong PINs. Wait and try again; at once it takes the printed key, "
       "without NUONG_PASSPHRASE (nuong root-key reseal)."},
      std::move(note));
}

Error PinWrong(std::string note) {
  return Broken("root_key_pin_wrong",
                {"Mã PIN của khóa gốc (NUONG_PASSPHRASE) không đúng; TPM đếm số lần sai.",
                 "The PIN of the root key (NUONG_PASSPHRASE) is wrong; the TPM counts wrong ones."},
                std::move(note));
}

Error PinMissing() {
  return Broken("root_key_pin_missing",
                {"Khóa gốc được niêm phong với mã PIN: hãy đặt NUONG_PASSPHRASE.",
                 "The root key is sealed with a PIN: set NUONG_PASSPHRASE."},
                "sealed with a pin, none given");
}

Error ErrorOf(const Answer& answer, const std::string& where) {
  std::string note = "tpm2-tss said " + std::to_string(answer.code);
  switch (answer.outcome) {
    case Outcome::kAbsent:
      return Absent(where, std::move(note));
    case Outcome::kUnfit:
      return Unfit(std::move(note));
    case Outcome::kRefused:
      return Refused(std::move(note));
    case Outcome::kLocked:
      return Locked(std::move(note));
    case Outcome::kPinWrong:
      return PinWrong(std::move(note));
    case Outcome::kDone:
    case Outcome::kBroken:
      break;
  }
  return Broken("root_key_tpm_broken",
                {"TPM trả lời không hợp lệ hoặc quá lâu. Hãy thử lại, hoặc dùng khóa in (nuong root-key reseal).",
                 "The TPM gave no valid answer in time. Try again, or use the printed key (nuong root-key reseal)."},
                std::move(note));
}

}  // namespace

TpmSealer::TpmSealer(std::string where, std::string_view pin) : where_(std::move(where)), pin_(ToldOf(pin)) {}

Result<std::string> TpmSealer::Seal(std::span<const std::uint8_t> seed32) {
  const Answer answer = InChild([&] { return SealThere(where_, seed32, pin_.bytes()); });
  if (answer.outcome != Outcome::kDone) return ErrorOf(answer, where_);
  return std::string(answer.bytes.bytes().begin(), answer.bytes.bytes().end());
}

Result<vault::Secret> TpmSealer::Unseal(std::string_view sealed) {
  if (TakesPin(sealed) && pin_.bytes().empty()) return PinMissing();
  // A directory sealed without a PIN opens without one, whatever else the passphrase is for.
  const std::span<const std::uint8_t> pin =
      TakesPin(sealed) ? std::as_const(pin_).bytes() : std::span<const std::uint8_t>();
  Answer answer = InChild([&] { return UnsealThere(where_, sealed, pin); });
  if (answer.outcome != Outcome::kDone) return ErrorOf(answer, where_);
  return std::move(answer.bytes);
}

bool TakesPin(std::string_view sealed) { return sealed.size() > kFormSize && sealed[0] == kForm && sealed[1] != 0; }

}  // namespace nuong::tpm
