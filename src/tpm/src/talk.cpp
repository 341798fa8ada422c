#include "talk.hpp"

#include <tss2/tss2_esys.h>
#include <tss2/tss2_mu.h>
#include <tss2/tss2_tctildr.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>

namespace nuong::tpm {
namespace {

struct Freed {
  void operator()(void* memory) const { Esys_Free(memory); }
};
template <typename T>
using Given = std::unique_ptr<T, Freed>;

/// One conversation: connection, primary key, session. The first thing that fails is kept, and nothing is said after
/// it.
class Talk {
 public:
  explicit Talk(const std::string& where) {
    // The caller says what went wrong, in words for a person.
    ::setenv("TSS2_LOG", "all+NONE", 0);
    Keep(Tss2_TctiLdr_Initialize(where.c_str(), &tcti_));
    if (ok()) Keep(Esys_Initialize(&esys_, tcti_, nullptr));
    is_reached_ = ok();
    if (ok()) MakePrimary();
    if (ok()) BeginSession();
  }
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;
  ~Talk() {
    for (ESYS_TR one : {object_, session_, primary_}) {
      if (one != ESYS_TR_NONE) Esys_FlushContext(esys_, one);
    }
    if (esys_ != nullptr) Esys_Finalize(&esys_);
    if (tcti_ != nullptr) Tss2_TctiLdr_Finalize(&tcti_);
  }

  bool ok() const { return code_ == TSS2_RC_SUCCESS; }
  std::optional<TPM2B_NAME> PrimaryName() {
    TPM2B_NAME* name = nullptr;
    if (ok()) Keep(Esys_TR_GetName(esys_, primary_, &name));
    const Given<TPM2B_NAME> given(name);
    return ok() ? std::optional(*given) : std::nullopt;
  }

  /// A sealed object under the primary.
  bool Create(std::span<const std::uint8_t> seed, std::span<const std::uint8_t> pin, Given<TPM2B_PUBLIC>& open,
              Given<TPM2B_PRIVATE>& hidden) {
    TPM2B_SENSITIVE_CREATE sensitive{};
    sensitive.sensitive.data.size = static_cast<UINT16>(seed.size());
    std::ranges::copy(seed, sensitive.sensitive.data.buffer);
    sensitive.sensitive.userAuth = AuthOf(pin);
    TPM2B_PUBLIC form{};
    form.publicArea.type = TPM2_ALG_KEYEDHASH;
    form.publicArea.nameAlg = TPM2_ALG_SHA256;
    form.publicArea.objectAttributes = TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_USERWITHAUTH;
    // Wrong PINs are counted; where there is none, what others tried must not shut the house.
    if (pin.empty()) form.publicArea.objectAttributes |= TPMA_OBJECT_NODA;
    form.publicArea.parameters.keyedHashDetail.scheme.scheme = TPM2_ALG_NULL;
    const TPM2B_DATA outside{};
    const TPML_PCR_SELECTION none{};
    TPM2B_PUBLIC* made_open = nullptr;
    TPM2B_PRIVATE* made_hidden = nullptr;
    Veil(TPMA_SESSION_DECRYPT | TPMA_SESSION_ENCRYPT);
    if (ok()) {
      Keep(Esys_Create(esys_, primary_, session_, ESYS_TR_NONE, ESYS_TR_NONE, &sensitive, &form, &outside, &none,
                       &made_hidden, &made_open, nullptr, nullptr, nullptr));
    }
    open.reset(made_open);
    hidden.reset(made_hidden);
    return ok();
  }

  Given<TPM2B_SENSITIVE_DATA> Open(const TPM2B_PUBLIC& open, const TPM2B_PRIVATE& hidden,
                                   std::span<const std::uint8_t> pin) {
    Veil(TPMA_SESSION_DECRYPT);
    if (ok()) {
      is_loading_ = true;
      Keep(Esys_Load(esys_, primary_, session_, ESYS_TR_NONE, ESYS_TR_NONE, &hidden, &open, &object_));
      is_loaded_ = ok();
    }
    const TPM2B_AUTH auth = AuthOf(pin);
    if (ok()) Keep(Esys_TR_SetAuth(esys_, object_, &auth));
    Veil(TPMA_SESSION_ENCRYPT);
    TPM2B_SENSITIVE_DATA* bytes = nullptr;
    if (ok()) Keep(Esys_Unseal(esys_, object_, session_, ESYS_TR_NONE, ESYS_TR_NONE, &bytes));
    return Given<TPM2B_SENSITIVE_DATA>(bytes);
  }

  Answer Failed() const {
    if (!is_reached_) return {Outcome::kAbsent, code_, {}};
    // Of an error of format one the low bits say what, the others at which handle, session or parameter.
    const TSS2_RC what = (code_ & TPM2_RC_FMT1) != 0 ? code_ & (TPM2_RC_FMT1 | 0x3F) : code_;
    if (what == TPM2_RC_LOCKOUT) return {Outcome::kLocked, code_, {}};
    if (is_loaded_ && (what == TPM2_RC_AUTH_FAIL || what == TPM2_RC_BAD_AUTH)) return {Outcome::kPinWrong, code_, {}};
    // Others are warnings: it is busy, or has no room just now.
    const bool is_no = (code_ & TSS2_RC_LAYER_MASK) == TSS2_TPM_RC_LAYER && (code_ & TPM2_RC_FMT1) != 0;
    if (is_no && !is_loading_) return {Outcome::kUnfit, code_, {}};
    if (is_no && !is_loaded_) return {Outcome::kRefused, code_, {}};
    return {Outcome::kBroken, code_, {}};
  }

 private:
  void Keep(TSS2_RC code) { code_ = code; }

  static TPM2B_AUTH AuthOf(std::span<const std::uint8_t> pin) {
    TPM2B_AUTH auth{};
    auth.size = static_cast<UINT16>(pin.size());
    std::ranges::copy(pin, auth.buffer);
    return auth;
  }

  /// The same key at each call, from a seed that never leaves the TPM.
  void MakePrimary() {
    TPM2B_PUBLIC form{};
    form.publicArea.type = TPM2_ALG_ECC;
    form.publicArea.nameAlg = TPM2_ALG_SHA256;
    form.publicArea.objectAttributes = TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT |
                                       TPMA_OBJECT_SENSITIVEDATAORIGIN | TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_NODA |
                                       TPMA_OBJECT_RESTRICTED | TPMA_OBJECT_DECRYPT;
    TPMS_ECC_PARMS& curve = form.publicArea.parameters.eccDetail;
    curve.symmetric.algorithm = TPM2_ALG_AES;
    curve.symmetric.keyBits.aes = 128;
    curve.symmetric.mode.aes = TPM2_ALG_CFB;
    curve.scheme.scheme = TPM2_ALG_NULL;
    curve.curveID = TPM2_ECC_NIST_P256;
    curve.kdf.scheme = TPM2_ALG_NULL;
    const TPM2B_SENSITIVE_CREATE nothing{};
    const TPM2B_DATA outside{};
    const TPML_PCR_SELECTION none{};
    Keep(Esys_CreatePrimary(esys_, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &nothing, &form,
                            &outside, &none, &primary_, nullptr, nullptr, nullptr, nullptr));
  }

  /// Salted with the primary: what goes over the wires between processor and TPM is encrypted and authenticated.
  void BeginSession() {
    TPMT_SYM_DEF cipher{};
    cipher.algorithm = TPM2_ALG_AES;
    cipher.keyBits.aes = 128;
    cipher.mode.aes = TPM2_ALG_CFB;
    Keep(Esys_StartAuthSession(esys_, primary_, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE, nullptr,
                               TPM2_SE_HMAC, &cipher, TPM2_ALG_SHA256, &session_));
  }

  void Veil(TPMA_SESSION directions) {
    if (ok()) {
      Keep(Esys_TRSess_SetAttributes(esys_, session_, directions | TPMA_SESSION_CONTINUESESSION, 0xFF));
    }
  }

  TSS2_TCTI_CONTEXT* tcti_ = nullptr;
  ESYS_CONTEXT* esys_ = nullptr;
  ESYS_TR primary_ = ESYS_TR_NONE;
  ESYS_TR session_ = ESYS_TR_NONE;
  ESYS_TR object_ = ESYS_TR_NONE;
  TSS2_RC code_ = TSS2_RC_SUCCESS;
  bool is_reached_ = false;
  bool is_loading_ = false;
  bool is_loaded_ = false;
};

/// The three parts as the TPM writes them.
std::optional<vault::Secret> Pack(bool has_pin, const TPM2B_NAME& name, const TPM2B_PUBLIC& open,
                                  const TPM2B_PRIVATE& hidden) {
  vault::Secret room(kFormSize + sizeof name + sizeof open + sizeof hidden);
  std::uint8_t* const bytes = room.bytes().data();
  const std::size_t most = room.bytes().size();
  bytes[0] = kForm;
  bytes[1] = has_pin ? 1 : 0;
  std::size_t at = kFormSize;
  const bool is_packed = Tss2_MU_TPM2B_NAME_Marshal(&name, bytes, most, &at) == TSS2_RC_SUCCESS &&
                         Tss2_MU_TPM2B_PUBLIC_Marshal(&open, bytes, most, &at) == TSS2_RC_SUCCESS &&
                         Tss2_MU_TPM2B_PRIVATE_Marshal(&hidden, bytes, most, &at) == TSS2_RC_SUCCESS;
  if (!is_packed) return std::nullopt;
  return vault::Secret::CopyOf(room.bytes().first(at));
}

bool IsSame(const TPM2B_NAME& one, const TPM2B_NAME& other) {
  return std::ranges::equal(std::span(one.name, one.size), std::span(other.name, other.size));
}

}  // namespace

Answer SealThere(const std::string& where, std::span<const std::uint8_t> seed, std::span<const std::uint8_t> pin) {
  Talk talk(where);
  const auto name = talk.PrimaryName();
  Given<TPM2B_PUBLIC> open;
  Given<TPM2B_PRIVATE> hidden;
  if (!name || !talk.Create(seed, pin, open, hidden)) return talk.Failed();
  auto packed = Pack(!pin.empty(), *name, *open, *hidden);
  if (!packed) return {Outcome::kBroken, 0, {}};
  return {Outcome::kDone, 0, std::move(*packed)};
}

Answer UnsealThere(const std::string& where, std::string_view sealed, std::span<const std::uint8_t> pin) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(sealed.data());
  std::size_t at = kFormSize;
  TPM2B_NAME name{};
  TPM2B_PUBLIC open{};
  TPM2B_PRIVATE hidden{};
  const bool is_read = sealed.size() > kFormSize && sealed.front() == kForm &&
                       Tss2_MU_TPM2B_NAME_Unmarshal(bytes, sealed.size(), &at, &name) == TSS2_RC_SUCCESS &&
                       Tss2_MU_TPM2B_PUBLIC_Unmarshal(bytes, sealed.size(), &at, &open) == TSS2_RC_SUCCESS &&
                       Tss2_MU_TPM2B_PRIVATE_Unmarshal(bytes, sealed.size(), &at, &hidden) == TSS2_RC_SUCCESS &&
                       at == sealed.size();
  // The library reads past some lengths that are wrong; what it would not write so is not taken.
  const auto again = is_read ? Pack(sealed[1] != 0, name, open, hidden) : std::nullopt;
  if (!again || !std::ranges::equal(again->bytes(), std::span(bytes, sealed.size()))) {
    return {Outcome::kRefused, 0, {}};
  }
  Talk talk(where);
  const auto here = talk.PrimaryName();
  if (!here) return talk.Failed();
  // Another TPM, or somebody between it and us with a key of his own: nothing is said to it.
  if (!IsSame(*here, name)) return {Outcome::kRefused, 0, {}};
  const auto seed = talk.Open(open, hidden, pin);
  if (!talk.ok()) return talk.Failed();
  return {Outcome::kDone, 0, vault::Secret::CopyOf(std::span(seed->buffer, seed->size))};
}

}  // namespace nuong::tpm
